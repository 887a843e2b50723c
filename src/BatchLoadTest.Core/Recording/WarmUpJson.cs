using System.Text.Json;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Recording;

/// <summary>What belongs to the warm-up; left out where there is nothing.</summary>
internal static class WarmUpJson
{
    private const string Name = "warm_up";

    public static void Write(Utf8JsonWriter json, WarmUpCounts counts)
    {
        if (counts.IsEmpty)
        {
            return;
        }

        json.WriteStartObject(Name);
        json.WriteCount("requests", counts.Requests);
        json.WriteCount("failures", counts.Failures);
        json.WriteCount("created", counts.BatchesCreated);
        json.WriteCount("completed", counts.BatchesCompleted);
        json.WriteCount("failed", counts.BatchesFailed);
        json.WriteCount("ended", counts.BatchesEnded);
        json.WriteCount("defects", counts.Defects);
        json.WriteEndObject();
    }

    public static void Read(JsonElement line, WarmUpCounts counts)
    {
        if (line.TryGetProperty(Name, out var json))
        {
            counts.Requests = json.Count("requests");
            counts.Failures = json.Count("failures");
            counts.BatchesCreated = json.Count("created");
            counts.BatchesCompleted = json.Count("completed");
            counts.BatchesFailed = json.Count("failed");
            // A journal of an earlier version does not tell those that were cut off or given up.
            counts.BatchesEnded = json.TryGetProperty("ended", out _)
                ? json.Count("ended")
                : counts.BatchesCompleted + counts.BatchesFailed;
            counts.Defects = json.Count("defects");
        }
    }
}
