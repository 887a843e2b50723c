namespace BatchLoadTest.Statistics;

/// <summary>
/// The latencies of one second as a list of the buckets that hold any, with the percentiles of a
/// <see cref="LatencyHistogram"/>. A second has some hundred such buckets; a histogram takes 200 KB, and walking over
/// its thousands of empty ones for each figure would take most of the time that a report of a long run takes.
/// </summary>
internal sealed class BucketList
{
    private long[] microseconds = [];
    private long[] counts = [];
    private int length;
    private bool isSorted = true;
    private Int128 sumTicks;
    private long minTicks = long.MaxValue;
    private long maxTicks;

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>The smallest value in ticks; the largest number without any.</summary>
    public long MinTicks => minTicks;

    /// <summary>The largest value in ticks; 0 without any.</summary>
    public long MaxTicks => maxTicks;

    /// <summary>Adds every value of a histogram.</summary>
    public void Add(LatencyHistogram histogram)
    {
        isSorted &= length == 0;
        foreach (var (bucket, count) in histogram)
        {
            Append(bucket, count);
        }

        AddExact(histogram.Count, histogram.SumTicks, histogram.MinTicks, histogram.MaxTicks);
    }

    /// <summary>Adds every value of another list.</summary>
    public void Add(BucketList other)
    {
        isSorted &= length == 0 && other.isSorted;
        for (var index = 0; index < other.length; index++)
        {
            Append(other.microseconds[index], other.counts[index]);
        }

        AddExact(other.Count, other.sumTicks, other.minTicks, other.maxTicks);
    }

    /// <summary>Adds every value of this list to a histogram.</summary>
    public void AddTo(LatencyHistogram histogram)
    {
        for (var index = 0; index < length; index++)
        {
            histogram.AddBucket(microseconds[index], counts[index]);
        }

        histogram.AddExact(Count, sumTicks, minTicks, maxTicks);
    }

    /// <summary>Takes every value of this list, which was added to a histogram before, out of it again.</summary>
    public void RemoveFrom(LatencyHistogram histogram)
    {
        for (var index = 0; index < length; index++)
        {
            histogram.RemoveBucket(microseconds[index], counts[index]);
        }

        histogram.RemoveExact(Count, sumTicks);
    }

    /// <summary>The value at a percentile (0–100]; zero without any value.</summary>
    public TimeSpan Percentile(double percentile)
    {
        Sort();
        var rank = LatencyHistogram.Rank(percentile, Count);
        var seen = 0L;
        for (var index = 0; index < length; index++)
        {
            seen += counts[index];
            if (seen >= rank)
            {
                var last = LatencyHistogram.LastOfBucket(microseconds[index]) * TimeSpan.TicksPerMicrosecond;
                return TimeSpan.FromTicks(Math.Clamp(last, minTicks, maxTicks));
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>Forgets every value.</summary>
    public void Clear()
    {
        (length, isSorted) = (0, true);
        (Count, sumTicks, minTicks, maxTicks) = (0, 0, long.MaxValue, 0);
    }

    private void Append(long bucket, long count)
    {
        if (length == counts.Length)
        {
            var size = Math.Max(256, 2 * length);
            Array.Resize(ref microseconds, size);
            Array.Resize(ref counts, size);
        }

        microseconds[length] = bucket;
        counts[length++] = count;
    }

    private void AddExact(long values, Int128 sum, long min, long max)
    {
        if (values > 0)
        {
            Count += values;
            sumTicks += sum;
            minTicks = Math.Min(minTicks, min);
            maxTicks = Math.Max(maxTicks, max);
        }
    }

    // A bucket may be in the list more than once; that changes no rank.
    private void Sort()
    {
        if (!isSorted)
        {
            Array.Sort(microseconds, counts, 0, length);
            isSorted = true;
        }
    }
}
