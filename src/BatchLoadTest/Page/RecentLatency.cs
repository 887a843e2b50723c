using BatchLoadTest.Statistics;

namespace BatchLoadTest.Page;

/// <summary>Latencies of the last ten seconds, all steps together, in constant memory. One writer.</summary>
internal sealed class RecentLatency
{
    private const int Seconds = 10;

    private readonly LatencyHistogram[] ring = [.. Enumerable.Range(0, Seconds).Select(_ => new LatencyHistogram())];
    private readonly LatencyHistogram sum = new();
    private long newest = -1;

    /// <summary>Adds a second; those that are older than ten are forgotten.</summary>
    public void Add(Interval interval)
    {
        for (var second = Math.Max(newest + 1, interval.Second - Seconds + 1); second <= interval.Second; second++)
        {
            ring[second % Seconds].Clear();
        }

        newest = Math.Max(newest, interval.Second);
        foreach (var step in interval.Steps)
        {
            ring[interval.Second % Seconds].Add(step.Latency);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.ForEach(ring, second => second.Clear());

    /// <summary>The distribution over the ten seconds.</summary>
    public LatencySummary Summarise()
    {
        sum.Clear();
        Array.ForEach(ring, sum.Add);
        return sum.Summarise();
    }
}
