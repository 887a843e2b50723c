using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.Checks.Http;
using BatchLoadTest.Checks.Upload;

namespace BatchLoadTest.Checks.Files;

/// <summary>Files that are looked for in the list, and the list's pages.</summary>
internal static class ListedFiles
{
    private const int Count = 3;

    /// <summary>Ids of a few files that were uploaded one after the other, in order; fewer where they are not taken.</summary>
    public static async Task<IReadOnlyList<string>> OwnAsync(CheckScene scene, CancellationToken cancellationToken)
    {
        if (scene.Exhibits.ListedFiles.Count > 0)
        {
            return scene.Exhibits.ListedFiles;
        }

        var row = await SampleRow.OfAsync(scene, cancellationToken);
        List<string> ids = [];
        for (var number = 1; number <= Count; number++)
        {
            var answer = await scene.UploadAsync(row.Line + "\n", cancellationToken, $"check-listed-{number}.jsonl");
            if (answer.Text("id") is { } id)
            {
                ids.Add(id);
            }
        }

        return scene.Exhibits.ListedFiles = ids;
    }

    /// <summary>A page of the list.</summary>
    public static Task<CheckAnswer> PageAsync(
        CheckScene scene,
        string query,
        CancellationToken cancellationToken,
        string? authorization = null
    ) =>
        scene.Client.SendAsync(
            HttpMethod.Get,
            scene.Paths.Under("files?" + query),
            cancellationToken,
            authorization: authorization
        );

    /// <summary>The items of a list; null where the answer is none.</summary>
    public static IReadOnlyList<JsonElement>? Items(CheckAnswer answer) =>
        answer.IsSuccess && answer.Member("data") is { ValueKind: JsonValueKind.Array } data
            ? [.. data.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)]
            : null;

    /// <summary>An item's id.</summary>
    public static string? Id(JsonElement item) => Answered.Text(item, "id");

    /// <summary>When it was created; null where that is no number.</summary>
    public static long? CreatedAt(JsonElement item) =>
        item.TryGetProperty("created_at", out var at)
        && at.ValueKind == JsonValueKind.Number
        && at.TryGetInt64(out var seconds)
            ? seconds
            : null;
}
