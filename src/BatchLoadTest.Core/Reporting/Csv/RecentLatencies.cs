using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>
/// The times of the last ten seconds. Holds the buckets that are not empty, since a histogram a second would take 2 MB.
/// </summary>
internal sealed class RecentLatencies
{
    private const int Window = 10;

    private readonly Part[] parts = [.. Enumerable.Range(0, Window).Select(_ => new Part())];

    /// <summary>Adds times of a second of the run; seconds must not go back.</summary>
    public void Add(LatencyHistogram latency, long second)
    {
        var part = parts[second % Window];
        if (part.Second != second)
        {
            part.Clear(second);
        }

        part.Add(latency);
    }

    /// <summary>The ten seconds that end with the given one.</summary>
    /// <param name="second">The last second.</param>
    /// <param name="scratch">What is used to add them up; its content is replaced.</param>
    public LatencySummary Summarise(long second, LatencyHistogram scratch)
    {
        scratch.Clear();
        foreach (var part in parts.Where(part => part.Second > second - Window))
        {
            part.AddTo(scratch);
        }

        return scratch.Summarise();
    }

    private sealed class Part
    {
        private readonly List<(long Microseconds, long Count)> buckets = [];
        private long count;
        private Int128 sum;
        private long min;
        private long max;

        public long Second { get; private set; } = -Window;

        public void Clear(long second)
        {
            Second = second;
            buckets.Clear();
            (count, sum, min, max) = (0, 0, long.MaxValue, 0);
        }

        public void Add(LatencyHistogram latency)
        {
            foreach (var bucket in latency)
            {
                buckets.Add(bucket);
            }

            count += latency.Count;
            sum += latency.SumTicks;
            min = Math.Min(min, latency.MinTicks);
            max = Math.Max(max, latency.MaxTicks);
        }

        public void AddTo(LatencyHistogram histogram)
        {
            foreach (var (microseconds, times) in buckets)
            {
                histogram.AddBucket(microseconds, times);
            }

            histogram.AddExact(count, sum, min, max);
        }
    }
}
