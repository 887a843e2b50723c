using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>A batch whose input the run was to delete, within the line of its second. What is absent is left out.</summary>
internal static class InputDeletionJson
{
    private static readonly Dictionary<string, DeleteResult> Results = DeleteResults.All.ToDictionary(
        result => result.KindName(),
        StringComparer.Ordinal
    );

    public static void Write(Utf8JsonWriter json, InputDeletion deletion)
    {
        json.WriteStartObject("delete");
        json.WriteString("result", deletion.Result.KindName());
        json.WriteTicks("after", deletion.After);
        json.WriteCount("file_kept", deletion.FileKept ? 1 : 0);
        json.WriteCount("results_kept", deletion.ResultsKept);
        if (deletion.RowsNotDone is { } rows)
        {
            json.WriteNumber("not_done", rows);
        }

        json.WriteEndObject();
    }

    public static InputDeletion Read(JsonElement json) =>
        new(
            Results.GetValueOrDefault(json.Text("result"), DeleteResult.NotKnown),
            json.Ticks("after"),
            json.Count("file_kept") > 0,
            json.TryGetProperty("not_done", out var rows) ? rows.GetInt64() : null
        )
        {
            ResultsKept = (int)json.Count("results_kept"),
        };
}
