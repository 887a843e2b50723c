using System.Text.Json;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Html;

/// <summary>A histogram as a chart can show it: few bins, each as much wider than the last as the last than the one before.</summary>
internal static class Distribution
{
    /// <summary>The most bins that are told apart in a small chart.</summary>
    public const int MaxBins = 60;

    // Narrower bins would be as narrow as the buckets of a histogram of three digits, and jagged by that.
    private const double LeastRatio = 1.02;

    private static readonly double[] CurvePercentiles =
    [
        0.1,
        1,
        5,
        10,
        20,
        30,
        40,
        50,
        60,
        70,
        75,
        80,
        85,
        90,
        92.5,
        95,
        97,
        98,
        99,
        99.5,
        99.7,
        99.9,
        99.95,
        99.99,
        99.995,
        99.999,
    ];

    /// <summary>Writes a member with the histogram's bins and its curve of percentiles; nothing where it is empty.</summary>
    public static void Write(Utf8JsonWriter json, string name, LatencyHistogram histogram)
    {
        if (histogram.Count == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("count", histogram.Count);
        WriteBins(json, histogram);
        WriteCurve(json, histogram);
        json.WriteEndObject();
    }

    private static void WriteBins(Utf8JsonWriter json, LatencyHistogram histogram)
    {
        // No histogram tells times below 1 µs apart.
        var least = Math.Max(histogram.MinTicks, TimeSpan.TicksPerMicrosecond) / (double)TimeSpan.TicksPerMillisecond;
        var most = Math.Max(least, histogram.MaxTicks / (double)TimeSpan.TicksPerMillisecond);
        var bins = Bins(histogram.Count, most / least);
        var ratio = Math.Pow(most / least, 1.0 / bins);
        var counts = new long[bins];
        foreach (var (microseconds, count) in histogram)
        {
            var bin = bins == 1 ? 0 : (int)Math.Floor(Math.Log(microseconds / 1e3 / least) / Math.Log(ratio));
            counts[Math.Clamp(bin, 0, bins - 1)] += count;
        }

        // One edge more than bins.
        json.WriteStartArray("edges_ms");
        for (var edge = 0; edge <= bins; edge++)
        {
            json.WriteShortNumberValue(least * Math.Pow(ratio, edge));
        }

        json.WriteEndArray();
        json.WriteStartArray("counts");
        foreach (var count in counts)
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
    }

    // Few values in many bins would be a row of needles: with 1,000 values 40 bins, with 3,400 all of them.
    private static int Bins(long count, double range) =>
        (int)
            Math.Clamp(
                Math.Ceiling(Math.Min(Math.Log(range) / Math.Log(LeastRatio), 4 * Math.Cbrt(count))),
                1,
                MaxBins
            );

    private static void WriteCurve(Utf8JsonWriter json, LatencyHistogram histogram)
    {
        // Beyond this one, a percentile of so few values is only the largest one again.
        var last = 100 - (100.0 / histogram.Count);
        var percentiles = CurvePercentiles.AsSpan(0, CurvePercentiles.Count(percentile => percentile <= last));
        Span<TimeSpan> values = stackalloc TimeSpan[CurvePercentiles.Length];
        histogram.Percentiles(percentiles, values);
        json.WriteStartArray("curve");
        for (var point = 0; point < percentiles.Length; point++)
        {
            WritePoint(percentiles[point], values[point].TotalMilliseconds);
        }

        WritePoint(last, histogram.MaxTicks / (double)TimeSpan.TicksPerMillisecond);
        json.WriteEndArray();

        void WritePoint(double percentile, double milliseconds)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Math.Round(percentile, 6));
            json.WriteShortNumberValue(milliseconds);
            json.WriteEndArray();
        }
    }
}
