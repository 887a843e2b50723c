using HdrHistogram;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Times from 1 µs to 48 h with three significant digits in constant memory (about 230 KB): made once per step, never
/// per user. Exact sum, minimum and maximum are kept beside the buckets. Not safe for several writers.
/// </summary>
public sealed class LatencyHistogram
{
    private static readonly double[] ReportedPercentiles = [50, 75, 90, 95, 99, 99.9, 99.99];
    private static readonly long HighestMicroseconds = (long)TimeSpan.FromHours(48).TotalMicroseconds;

    private readonly LongHistogram buckets = new(1, HighestMicroseconds, 3);
    private Int128 sumTicks;
    private long minTicks = long.MaxValue;
    private long maxTicks;

    /// <summary>Values recorded.</summary>
    public long Count => buckets.TotalCount;

    /// <summary>
    /// Records one time. Below 1 µs it falls into the first bucket, above 48 h into the last one; minimum, mean and
    /// maximum stay exact.
    /// </summary>
    public void Record(TimeSpan time)
    {
        var ticks = Math.Max(0, time.Ticks);
        sumTicks += ticks;
        minTicks = Math.Min(minTicks, ticks);
        maxTicks = Math.Max(maxTicks, ticks);
        buckets.RecordValue(Microseconds(ticks));
    }

    /// <summary>All figures at once, in one pass over the buckets.</summary>
    public LatencySummary Summarise()
    {
        if (Count == 0)
        {
            return LatencySummary.Empty;
        }

        Span<TimeSpan> values = stackalloc TimeSpan[ReportedPercentiles.Length];
        Percentiles(ReportedPercentiles, values);
        return new LatencySummary(
            Count,
            TimeSpan.FromTicks(minTicks),
            TimeSpan.FromTicks((long)(sumTicks / Count)),
            TimeSpan.FromTicks(maxTicks),
            values[0],
            values[1],
            values[2],
            values[3],
            values[4],
            values[5],
            values[6]
        );
    }

    /// <summary>The value at <paramref name="percentile"/> (0–100]; null without any value.</summary>
    public TimeSpan? Percentile(double percentile)
    {
        if (Count == 0)
        {
            return null;
        }

        Span<TimeSpan> value = stackalloc TimeSpan[1];
        Percentiles([percentile], value);
        return value[0];
    }

    private void Percentiles(ReadOnlySpan<double> percentiles, Span<TimeSpan> values)
    {
        var next = 0;
        var rank = Rank(percentiles[next], Count);
        long seen = 0;
        // Not RecordedValues(): its iterator starts at 1 µs and costs several times as much, for every step each second.
        for (var bucket = Microseconds(minTicks); bucket <= HighestMicroseconds; )
        {
            seen += buckets.GetCountAtValue(bucket);
            bucket = buckets.NextNonEquivalentValue(bucket);
            while (seen >= rank)
            {
                // A bucket's upper edge may lie above the largest value, and its lower edge below the smallest.
                var ticks = Math.Clamp((bucket - 1) * TimeSpan.TicksPerMicrosecond, minTicks, maxTicks);
                values[next++] = TimeSpan.FromTicks(ticks);
                if (next == percentiles.Length)
                {
                    return;
                }

                rank = Rank(percentiles[next], Count);
            }
        }
    }

    // Rounded up: a percentile must never show less than what was measured.
    private static long Microseconds(long ticks) =>
        Math.Clamp((ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond, 1, HighestMicroseconds);

    // decimal: 0.999 * 1000 in binary floating point is above 999 and would give rank 1000.
    private static long Rank(double percentile, long total) =>
        Math.Max(1, (long)Math.Ceiling((decimal)percentile * total / 100m));
}
