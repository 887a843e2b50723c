using System.Text.Json;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Exhibits;

/// <summary>A line of a result file.</summary>
/// <param name="Text">As it came.</param>
/// <param name="Json">The object that it is; undefined where it is none.</param>
internal sealed record ResultRow(string Text, JsonElement Json)
{
    /// <summary>Whether it is an object, all of it.</summary>
    public bool IsWhole => Json.ValueKind == JsonValueKind.Object;

    /// <summary>The row's own id; null where there is none.</summary>
    public string? CustomId => Answered.Text(Json, "custom_id");

    /// <summary>The response; undefined or null where there is none.</summary>
    public JsonElement Response => Answered.Member(Json, "response");

    /// <summary>Likewise of its body.</summary>
    public JsonElement Body => Answered.Member(Response, "body");

    /// <summary>Whether the row was answered with 2xx.</summary>
    public bool IsAnswered =>
        Answered.Member(Response, "status_code") is { ValueKind: JsonValueKind.Number } status
        && status.TryGetInt32(out var code)
        && code is >= 200 and < 300;

    /// <summary>The lines of a file.</summary>
    public static IReadOnlyList<ResultRow> All(CheckAnswer? content) =>
        content is not { IsSuccess: true }
            ? []
            :
            [
                .. content
                    .Body.Split('\n')
                    .Where(line => line.Trim().Length > 0)
                    .Select(line => new ResultRow(line, Read(line))),
            ];

    private static JsonElement Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
