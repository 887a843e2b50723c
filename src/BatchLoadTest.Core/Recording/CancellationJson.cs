using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>A batch that the run was to cancel, within the line of its second. What is absent is left out.</summary>
internal static class CancellationJson
{
    private static readonly Dictionary<string, CancelResult> Results = CancelResults.All.ToDictionary(
        result => result.KindName(),
        StringComparer.Ordinal
    );

    public static void Write(Utf8JsonWriter json, Cancellation cancel)
    {
        json.WriteStartObject("cancel");
        json.WriteString("result", cancel.Result.KindName());
        json.WriteTicks("after", cancel.After);
        json.WriteTicks("took", cancel.Took);
        if (cancel.RowsNotDone is { } rows)
        {
            json.WriteNumber("not_done", rows);
        }

        json.WriteEndObject();
    }

    public static Cancellation Read(JsonElement json) =>
        new(
            Results.GetValueOrDefault(json.Text("result"), CancelResult.NotKnown),
            json.Ticks("after"),
            json.Ticks("took"),
            json.TryGetProperty("not_done", out var rows) ? rows.GetInt64() : null
        );
}
