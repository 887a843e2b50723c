using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Telemetry;

/// <summary>Counts latencies by Prometheus' upper bounds. One writer.</summary>
internal sealed class StepBuckets
{
    private readonly long[][] counts =
    [
        .. Enumerable.Range(0, StepCatalogue.Count).Select(_ => new long[StepBucketCounts.Bounds.Count + 1]),
    ];

    private readonly double[] sums = new double[StepCatalogue.Count];

    /// <summary>Adds a second.</summary>
    public void Add(Interval interval)
    {
        for (var step = 0; step < StepCatalogue.Count; step++)
        {
            var latency = interval.Steps[step].Latency;
            sums[step] += (double)latency.SumTicks / TimeSpan.TicksPerSecond;
            foreach (var (microseconds, count) in latency)
            {
                counts[step][BoundOf(microseconds / 1e6)] += count;
            }
        }
    }

    /// <summary>The counts as they stand.</summary>
    public StepBucketCounts Copy() => new([.. counts.Select(step => (long[])step.Clone())], [.. sums]);

    private static int BoundOf(double seconds)
    {
        var bound = 0;
        while (bound < StepBucketCounts.Bounds.Count && seconds > StepBucketCounts.Bounds[bound])
        {
            bound++;
        }

        return bound;
    }
}
