using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.LocustJson;

/// <summary>
/// What <c>locust --json</c> prints: an array with one object per request name that had a request. Times are
/// milliseconds; the first and the last time are those of the second that a request ended in.
/// </summary>
/// <remarks>
/// Counts are the run's; <c>response_times</c> and what is given per second are those of its history, and end with it
/// where the disk did not take all of it. The keys of <c>response_times</c> are whole milliseconds, which is what readers
/// of Locust's output expect, but not rounded to two digits as Locust's are. The seconds are held in
/// memory, some 20 MB for a day: what is printed grows with them anyway.
/// </remarks>
public sealed class LocustJsonWriter : IReportWriter
{
    /// <summary>The report's name.</summary>
    public const string ReportName = "locust-json";

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 4,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <inheritdoc/>
    public string Name => ReportName;

    /// <inheritdoc/>
    public string FileName => "locust.json";

    /// <inheritdoc/>
    public bool IsWrittenByDefault => false;

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, Options);
        var times = Times(report);
        json.WriteStartArray();
        foreach (var step in report.Final.Steps.Where(step => step.Requests > 0))
        {
            var name = step.Step!;
            json.WriteStartObject();
            WriteFigures(json, step, times[name.Step]);
            WriteResponseTimes(json, times[name.Step].Latency);
            var seconds = times[name.Step].Seconds;
            WriteSeconds(json, "num_reqs_per_sec", seconds.Select(each => (each.Second, each.Requests)));
            WriteSeconds(json, "num_fail_per_sec", seconds.Select(each => (each.Second, each.Failures)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        await json.FlushAsync(cancellationToken);
        await output.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static PerStep<RequestTimes> Times(RunReport report)
    {
        var times = new PerStep<RequestTimes>(_ => new RequestTimes());
        foreach (var interval in report.History.Read())
        {
            foreach (var step in StepCatalogue.Steps)
            {
                times[step].Add(interval.Steps[step], interval.Second);
            }
        }

        foreach (var step in times)
        {
            step.Within(report.Run.StartedAt, report.Run.StartedAt + report.Ending.Elapsed);
        }

        return times;
    }

    private static void WriteFigures(Utf8JsonWriter json, StepSummary step, RequestTimes times)
    {
        json.WriteText("name", step.Step!.Name);
        json.WriteString("method", step.Step.Method);
        json.WriteFinite("last_request_timestamp", times.Last);
        json.WriteFinite("start_time", times.First);
        json.WriteNumber("num_requests", step.Requests);
        // Requests without a time: here those that this program itself stood still in.
        json.WriteNumber("num_none_requests", step.DoubtfulLatencies);
        json.WriteNumber("num_failures", step.Failures);
        json.WriteNumber("total_response_time", TotalTicks(step, times) / TimeSpan.TicksPerMillisecond);
        json.WriteNumber("max_response_time", step.Latency.Max.TotalMilliseconds);
        json.WriteNumber("min_response_time", step.Latency.Min.TotalMilliseconds);
        json.WriteNumber("total_content_length", step.BytesReceived);
    }

    // Exact where the history holds every request; a mean is cut to 100 ns.
    private static decimal TotalTicks(StepSummary step, RequestTimes times) =>
        times.Latency.Count == step.Latency.Count
            ? (decimal)times.Latency.SumTicks
            : (decimal)step.Latency.Mean.Ticks * step.Latency.Count;

    private static void WriteResponseTimes(Utf8JsonWriter json, LatencyHistogram latency)
    {
        json.WriteStartObject("response_times");
        var (key, held) = (0L, 0L);
        foreach (var (microseconds, count) in latency)
        {
            // A bucket begins a little below its values, and must not seem to be below all of them.
            var ticks = Math.Clamp(microseconds * TimeSpan.TicksPerMicrosecond, latency.MinTicks, latency.MaxTicks);
            var milliseconds = (long)Math.Round((double)ticks / TimeSpan.TicksPerMillisecond);
            if (milliseconds != key)
            {
                WriteCount(json, key, held);
                (key, held) = (milliseconds, 0);
            }

            held += count;
        }

        WriteCount(json, key, held);
        json.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter json, string member, IEnumerable<(long Second, long Count)> seconds)
    {
        json.WriteStartObject(member);
        foreach (var (second, count) in seconds)
        {
            WriteCount(json, second, count);
        }

        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, long key, long count)
    {
        if (count > 0)
        {
            json.WriteNumber(key.ToString(CultureInfo.InvariantCulture), count);
        }
    }
}
