using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>Locust's columns of percentiles.</summary>
internal static class LatencyColumns
{
    /// <summary>Stands where there was no request.</summary>
    public const string None = "N/A";

    /// <summary>The column names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    ["50%", "66%", "75%", "80%", "90%", "95%", "98%", "99%", "99.9%", "99.99%", "100%"];

    /// <summary>A field for each of <see cref="Names"/>, in milliseconds.</summary>
    public static IEnumerable<string> Of(LatencySummary latency) =>
        latency.Count == 0
            ? Enumerable.Repeat(None, Names.Count)
            : new[]
            {
                latency.P50,
                latency.P66,
                latency.P75,
                latency.P80,
                latency.P90,
                latency.P95,
                latency.P98,
                latency.P99,
                latency.P999,
                latency.P9999,
                latency.Max,
            }.Select(CsvNumber.Milliseconds);
}
