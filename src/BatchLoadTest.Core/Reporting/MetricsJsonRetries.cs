using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting;

/// <summary>The member <c>retry</c> of <c>metrics.json</c>: null where no batch had rows done again.</summary>
internal static class MetricsJsonRetries
{
    public static void Write(Utf8JsonWriter json, RetrySummary retries)
    {
        if (retries.Asked == 0)
        {
            json.WriteNull("retry");
            return;
        }

        json.WriteStartObject("retry");
        json.WriteNumber("batches", retries.Asked);
        foreach (var result in RetryResults.All)
        {
            json.WriteNumber(result.KindName(), retries[result]);
        }

        json.WriteDistribution("took_ms", retries.Took);
        json.WriteNumber("rows", retries.Rows);
        json.WriteNumber("rows_recovered", retries.Recovered);
        json.WriteEndObject();
    }
}
