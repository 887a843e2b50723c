using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>A batch whose rows the run had done again, within the line of its second. What is absent is left out.</summary>
internal static class RetryJson
{
    private static readonly Dictionary<string, RetryResult> Results = RetryResults.All.ToDictionary(
        result => result.KindName(),
        StringComparer.Ordinal
    );

    public static void Write(Utf8JsonWriter json, BatchRetry retry)
    {
        json.WriteStartObject("retry");
        json.WriteString("result", retry.Result.KindName());
        json.WriteText("first", retry.First?.KindName());
        json.WriteTicks("took", retry.Took);
        json.WriteCount("rows", retry.Rows);
        json.WriteCount("recovered", retry.Recovered);
        json.WriteEndObject();
    }

    public static BatchRetry Read(JsonElement json, IReadOnlyDictionary<string, BatchOutcome> outcomes) =>
        new(
            Results.GetValueOrDefault(json.Text("result"), RetryResult.NotKnown),
            json.TextOrNull("first") is { } first && outcomes.TryGetValue(first, out var outcome) ? outcome : null,
            json.Ticks("took"),
            json.Count("rows"),
            json.Count("recovered")
        );
}
