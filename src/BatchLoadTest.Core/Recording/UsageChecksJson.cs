using System.Text.Json;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Recording;

/// <summary>Comparisons of batches' tokens with the service's own sums; left out where there were none.</summary>
internal static class UsageChecksJson
{
    private const string Name = "usage_checks";

    private static readonly IReadOnlyList<(string Name, UsageVerdict Verdict)> Verdicts =
    [
        ("agreed", UsageVerdict.Agrees),
        ("disagreed", UsageVerdict.Disagrees),
        ("never_filled", UsageVerdict.NeverFilled),
        ("not_comparable", UsageVerdict.NotComparable),
        ("not_compared", UsageVerdict.NotCompared),
    ];

    public static void Write(Utf8JsonWriter json, UsageChecks checks)
    {
        if (checks.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(Name);
        foreach (var (name, verdict) in Verdicts)
        {
            json.WriteCount(name, checks[verdict]);
        }

        json.WriteCount("requests", checks.Requests);
        json.WriteCount("failed_requests", checks.FailedRequests);
        Write(json, "disagreements", checks.Disagreements);
        Write(json, "problems", checks.Problems);
        json.WriteEndObject();
    }

    public static void Read(JsonElement line, UsageChecks checks)
    {
        if (!line.TryGetProperty(Name, out var json))
        {
            return;
        }

        foreach (var (name, verdict) in Verdicts)
        {
            checks.Count(verdict, json.Count(name));
        }

        checks.Requests = json.Count("requests");
        checks.FailedRequests = json.Count("failed_requests");
        Read(json, "disagreements", UsageVerdict.Disagrees, checks);
        Read(json, "problems", UsageVerdict.NotCompared, checks);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text.WellFormed());
        }

        json.WriteEndArray();
    }

    private static void Read(JsonElement json, string name, UsageVerdict verdict, UsageChecks checks)
    {
        if (json.TryGetProperty(name, out var texts))
        {
            foreach (var text in texts.EnumerateArray())
            {
                checks.AddExample(verdict, text.GetString()!);
            }
        }
    }
}
