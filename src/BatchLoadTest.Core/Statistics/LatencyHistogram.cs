using System.Numerics;
using HdrHistogram;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Times from 1 µs to 48 h with three significant digits in constant memory: little as long as it has few buckets, at most
/// about 250 KB. Made once per step, never per user; the buckets come with the first value. Exact sum, minimum and maximum
/// are kept beside them. Histograms add up without loss. Not safe for several writers.
/// </summary>
public sealed class LatencyHistogram
{
    /// <summary>What is above it falls into the last bucket.</summary>
    internal static readonly long HighestMicroseconds = (long)TimeSpan.FromHours(48).TotalMicroseconds;

    private static readonly double[] ReportedPercentiles = [50, 66, 75, 80, 90, 95, 98, 99, 99.9, 99.99];

    // One of them: all that there may be, once there are too many for the other.
    private FewBuckets? few;
    private LongHistogram? all;
    private bool hasMany;
    private Int128 sumTicks;
    private long minTicks = long.MaxValue;
    private long maxTicks;
    private long count;

    /// <summary>Values recorded.</summary>
    public long Count => count;

    /// <summary>Smallest value in ticks of 100 ns, exactly; 0 without any.</summary>
    public long MinTicks => count == 0 ? 0 : minTicks;

    /// <summary>Largest value in ticks of 100 ns, exactly; 0 without any.</summary>
    public long MaxTicks => maxTicks;

    /// <summary>Sum of all values in ticks of 100 ns, exactly.</summary>
    public Int128 SumTicks => sumTicks;

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
        CountIn(Microseconds(ticks), 1);
        count++;
    }

    /// <summary>Adds every value of another histogram.</summary>
    public void Add(LatencyHistogram other)
    {
        if (other.count == 0)
        {
            return;
        }

        foreach (var (microseconds, times) in other)
        {
            CountIn(microseconds, times);
        }

        AddExact(other.count, other.sumTicks, other.minTicks, other.maxTicks);
    }

    /// <summary>Adds what was read of a recorded histogram's bucket; <see cref="AddExact"/> must follow.</summary>
    /// <param name="microseconds">Any value in the bucket; moved to the ends of the range where it is outside.</param>
    /// <param name="times">How many values.</param>
    public void AddBucket(long microseconds, long times) =>
        CountIn(Math.Clamp(microseconds, 1, HighestMicroseconds), times);

    /// <summary>Adds the exact figures of the values added by <see cref="AddBucket"/>.</summary>
    public void AddExact(long values, Int128 sum, long min, long max)
    {
        count += values;
        sumTicks += sum;
        minTicks = Math.Min(minTicks, min);
        maxTicks = Math.Max(maxTicks, max);
    }

    /// <summary>
    /// Takes values out again that were added before; <see cref="RemoveExact"/> and <see cref="Narrow"/> must follow.
    /// </summary>
    internal void RemoveBucket(long microseconds, long times) => AddBucket(microseconds, -times);

    /// <summary>Takes the exact sum of those values out again.</summary>
    internal void RemoveExact(long values, Int128 sum)
    {
        count -= values;
        sumTicks -= sum;
    }

    /// <summary>Says what is the smallest and the largest value now that others were taken out.</summary>
    internal void Narrow(long min, long max) => (minTicks, maxTicks) = (min, max);

    /// <summary>Fills an empty one with the values of one that are not in another; all of that one's are in it.</summary>
    internal void Fill(LatencyHistogram all, LatencyHistogram without)
    {
        Add(all);
        foreach (var (microseconds, times) in without)
        {
            RemoveBucket(microseconds, times);
        }

        RemoveExact(without.count, without.sumTicks);
    }

    /// <summary>Forgets every value.</summary>
    public void Clear()
    {
        if (count > 0)
        {
            few?.Clear();
            if (hasMany)
            {
                all!.Reset();
                hasMany = false;
            }

            (count, sumTicks, minTicks, maxTicks) = (0, 0, long.MaxValue, 0);
        }
    }

    /// <summary>Each bucket that holds values, in order: its smallest value in microseconds, and how many.</summary>
    public BucketEnumerator GetEnumerator() => new(this);

    /// <summary>The largest value in microseconds that falls into the same bucket as the given one.</summary>
    public static long LastOfBucket(long microseconds) => microseconds | WithinBucket(microseconds);

    /// <summary>The smallest value in microseconds of the bucket that a time falls into.</summary>
    internal static long BucketOf(TimeSpan time)
    {
        var microseconds = Microseconds(Math.Max(0, time.Ticks));
        return microseconds & ~WithinBucket(microseconds);
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
            P50: values[0],
            P75: values[2],
            P90: values[4],
            P95: values[5],
            P99: values[7],
            P999: values[8],
            P9999: values[9]
        )
        {
            P66 = values[1],
            P80 = values[3],
            P98 = values[6],
        };
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

    /// <summary>Which of so many values, from 1 and in their order, is a percentile.</summary>
    internal static long Rank(double percentile, long total) =>
        // decimal: 0.999 * 1000 in binary floating point is above 999 and would give rank 1000.
        Math.Max(1, (long)Math.Ceiling((decimal)percentile * total / 100m));

    /// <summary>Several percentiles in one pass over the buckets; of a histogram that has values.</summary>
    /// <param name="percentiles">In (0–100], each at least as large as the one before.</param>
    /// <param name="values">The value at each.</param>
    internal void Percentiles(ReadOnlySpan<double> percentiles, Span<TimeSpan> values)
    {
        if (percentiles.IsEmpty)
        {
            return;
        }

        if (!hasMany)
        {
            PercentilesOfFew(percentiles, values);
            return;
        }

        var next = 0;
        var rank = Rank(percentiles[next], Count);
        long seen = 0;
        // Not RecordedValues(): its iterator starts at 1 µs and costs several times as much, for every step each second.
        for (var bucket = Microseconds(minTicks); bucket <= HighestMicroseconds; )
        {
            seen += all!.GetCountAtValue(bucket);
            bucket = all.NextNonEquivalentValue(bucket);
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

    // The bits that do not tell buckets apart. Three digits: 2048 buckets of 1 µs, and from there on 1024 for each doubling.
    private static long WithinBucket(long microseconds) =>
        (1L << Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)microseconds) - 11)) - 1;

    private void PercentilesOfFew(ReadOnlySpan<double> percentiles, Span<TimeSpan> values)
    {
        var next = 0;
        long seen = 0;
        for (var index = 0; index < few!.Length; index++)
        {
            var (microseconds, held) = few[index];
            seen += held;
            while (seen >= Rank(percentiles[next], Count))
            {
                var ticks = LastOfBucket(microseconds) * TimeSpan.TicksPerMicrosecond;
                values[next++] = TimeSpan.FromTicks(Math.Clamp(ticks, minTicks, maxTicks));
                if (next == percentiles.Length)
                {
                    return;
                }
            }
        }
    }

    // Most histograms have few buckets.
    private void CountIn(long microseconds, long times)
    {
        if (!hasMany)
        {
            few ??= new FewBuckets();
            if (few.TryAdd(microseconds & ~WithinBucket(microseconds), times))
            {
                return;
            }

            HaveMany();
        }

        all!.RecordValueWithCount(microseconds, times);
    }

    private void HaveMany()
    {
        all ??= new LongHistogram(1, HighestMicroseconds, 3);
        for (var index = 0; index < few!.Length; index++)
        {
            var (microseconds, held) = few[index];
            if (held != 0)
            {
                all.RecordValueWithCount(microseconds, held);
            }
        }

        few.Clear();
        hasMany = true;
    }

    // Rounded up: a percentile must never show less than what was measured.
    private static long Microseconds(long ticks) =>
        Math.Clamp((ticks + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond, 1, HighestMicroseconds);

    /// <summary>Walks over the buckets between minimum and maximum; allocates nothing.</summary>
    public struct BucketEnumerator
    {
        private readonly FewBuckets? few;
        private readonly LongHistogram? buckets;
        private readonly long last;
        private int index;
        private long next;

        internal BucketEnumerator(LatencyHistogram histogram)
        {
            few = histogram.hasMany ? null : histogram.few;
            index = 0;
            buckets = histogram.count == 0 ? null : histogram.all;
            next = histogram.count == 0 ? 0 : Microseconds(histogram.minTicks);
            last = histogram.count == 0 ? -1 : Microseconds(histogram.maxTicks);
            Current = default;
        }

        /// <summary>The bucket.</summary>
        public (long Microseconds, long Count) Current { get; private set; }

        /// <summary>Goes to the next bucket that holds values.</summary>
        public bool MoveNext()
        {
            if (few is not null)
            {
                return MoveNextOfFew();
            }

            while (next <= last)
            {
                var bucket = next;
                var held = buckets!.GetCountAtValue(bucket);
                next = buckets.NextNonEquivalentValue(bucket);
                if (held > 0)
                {
                    Current = (buckets.LowestEquivalentValue(bucket), held);
                    return true;
                }
            }

            return false;
        }

        private bool MoveNextOfFew()
        {
            while (last >= 0 && index < few!.Length)
            {
                Current = few[index++];
                if (Current.Count > 0)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
