using System.Text.Json;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Page.Session;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>Locust's <c>/stats/requests</c>. Times are milliseconds, shares 0 to 1, counts whole numbers.</summary>
internal static class StatsJson
{
    public static void Write(Utf8JsonWriter json, SessionState session, TimeProvider timeProvider)
    {
        var live = session.Shown;
        var figures = live?.Figures;
        var total = figures?.Total;
        json.WriteStartObject();
        json.WriteStartArray("stats");
        foreach (var step in figures?.Steps ?? [])
        {
            WriteStep(json, step, step.Step!.Method, step.Step.Name);
        }

        if (total is not null)
        {
            WriteStep(json, total, "", "Aggregated");
        }

        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (var failure in figures?.Failures ?? [])
        {
            WriteError(json, failure, live!.RunStartedAt, timeProvider);
        }

        json.WriteEndArray();
        json.WriteNumber("current_rps", total?.CurrentRate ?? 0);
        json.WriteNumber("current_fail_per_sec", total?.CurrentFailureRate ?? 0);
        json.WriteNumber("total_rps", total?.CurrentRate ?? 0);
        json.WriteNumber("total_fail_per_sec", total?.CurrentFailureRate ?? 0);
        json.WriteNumber("fail_ratio", total?.FailedShare ?? 0);
        WriteCurrentPercentiles(json, live?.Recent ?? LatencySummary.Empty);
        json.WriteString("state", session.Name);
        json.WriteNumber("user_count", session.Users(figures));
        WriteWorkers(json, session.Moment?.Report.Ending.Workers ?? []);
        json.WriteEndObject();
    }

    // Only a master has them, as with Locust.
    private static void WriteWorkers(Utf8JsonWriter json, IReadOnlyList<RecordedWorker> workers)
    {
        if (workers.Count == 0)
        {
            return;
        }

        json.WriteStartArray("workers");
        foreach (var worker in workers)
        {
            json.WriteStartObject();
            json.WriteString("id", worker.Name);
            json.WriteString("state", worker.State);
            json.WriteNumber("user_count", worker.Users);
            json.WriteNumber("cpu_usage", worker.Cpu * 100);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStep(Utf8JsonWriter json, StepSummary step, string method, string name)
    {
        var latency = step.Latency;
        json.WriteStartObject();
        json.WriteString("method", method);
        json.WriteString("name", name);
        json.WriteString("safe_name", name);
        json.WriteNumber("num_requests", step.Requests);
        json.WriteNumber("num_failures", step.Failures);
        json.WriteNumber("min_response_time", latency.Min.TotalMilliseconds);
        json.WriteNumber("max_response_time", latency.Max.TotalMilliseconds);
        json.WriteNumber("current_rps", step.CurrentRate);
        json.WriteNumber("current_fail_per_sec", step.CurrentFailureRate);
        json.WriteNumber("avg_response_time", latency.Mean.TotalMilliseconds);
        json.WriteNumber("median_response_time", latency.P50.TotalMilliseconds);
        json.WriteNumber("total_rps", step.TotalRate);
        json.WriteNumber("total_fail_per_sec", step.Requests == 0 ? 0 : step.TotalRate * step.Failures / step.Requests);
        json.WriteNumber("response_time_percentile_0.95", latency.P95.TotalMilliseconds);
        json.WriteNumber("response_time_percentile_0.99", latency.P99.TotalMilliseconds);
        json.WriteNumber("avg_content_length", step.Requests == 0 ? 0 : (double)step.BytesReceived / step.Requests);
        json.WriteEndObject();
    }

    private static void WriteError(
        Utf8JsonWriter json,
        FailureSummary failure,
        DateTimeOffset startedAt,
        TimeProvider timeProvider
    )
    {
        json.WriteStartObject();
        json.WriteString("name", failure.Step.Name);
        json.WriteString("method", failure.Step.Method);
        json.WriteString("error", failure.Example.Length == 0 ? failure.Kind : $"{failure.Kind}: {failure.Example}");
        json.WriteNumber("occurrences", failure.Count);
        json.WriteString("first_seen", TimeText(startedAt + failure.First, timeProvider));
        json.WriteString("last_seen", TimeText(startedAt + failure.Last, timeProvider));
        WriteTexts();
        json.WriteEndObject();

        // Ours: what the service said each time, of which "error" has the first.
        void WriteTexts()
        {
            json.WriteStartArray("texts");
            foreach (var row in FailureSummary.Rows([failure]))
            {
                json.WriteStartObject();
                json.WriteString("words", row.Example);
                json.WriteNumber("occurrences", row.Count);
                json.WriteString("first_seen", TimeText(startedAt + row.First, timeProvider));
                json.WriteString("last_seen", TimeText(startedAt + row.Last, timeProvider));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }

    private static void WriteCurrentPercentiles(Utf8JsonWriter json, LatencySummary recent)
    {
        json.WriteStartObject("current_response_time_percentiles");
        json.WriteFinite("response_time_percentile_0.5", recent.Count == 0 ? null : recent.P50.TotalMilliseconds);
        json.WriteFinite("response_time_percentile_0.95", recent.Count == 0 ? null : recent.P95.TotalMilliseconds);
        json.WriteEndObject();
    }

    private static string TimeText(DateTimeOffset time, TimeProvider timeProvider) =>
        $"{TimeZoneInfo.ConvertTime(time, timeProvider.LocalTimeZone):yyyy-MM-dd HH:mm:ss}";
}
