using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// A histogram of few times: only the buckets that hold any. A full one takes 200 KB and a walk over its whole range.
/// </summary>
internal sealed class SparseLatencies
{
    private readonly List<(long Microseconds, long Count)> buckets = [];
    private Int128 sum;
    private long min = long.MaxValue;
    private long max;

    public long Count { get; private set; }

    public void Clear()
    {
        buckets.Clear();
        (Count, sum, min, max) = (0, 0, long.MaxValue, 0);
    }

    public void Add(LatencyHistogram latency)
    {
        foreach (var bucket in latency)
        {
            buckets.Add(bucket);
        }

        AddExact(latency.Count, latency.SumTicks, latency.MinTicks, latency.MaxTicks);
    }

    public void Add(SparseLatencies other)
    {
        buckets.AddRange(other.buckets);
        AddExact(other.Count, other.sum, other.min, other.max);
    }

    public void AddTo(LatencyHistogram histogram)
    {
        foreach (var (microseconds, times) in buckets)
        {
            histogram.AddBucket(microseconds, times);
        }

        histogram.AddExact(Count, sum, min, max);
    }

    private void AddExact(long count, Int128 sumTicks, long minTicks, long maxTicks)
    {
        Count += count;
        sum += sumTicks;
        min = Math.Min(min, minTicks);
        max = Math.Max(max, maxTicks);
    }
}
