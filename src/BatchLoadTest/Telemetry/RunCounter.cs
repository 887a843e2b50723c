using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Telemetry;

/// <summary>Counts what telemetry shows beside a run's snapshot. One writer.</summary>
internal sealed class RunCounter
{
    private readonly long[][] buckets =
    [
        .. Enumerable.Range(0, StepCatalogue.Count).Select(_ => new long[RunCounts.Bounds.Count + 1]),
    ];

    private readonly double[] sums = new double[StepCatalogue.Count];
    private long iterationsEnded;
    private long iterationsFailed;

    /// <summary>Adds a second.</summary>
    public void Add(Interval interval)
    {
        iterationsEnded += interval.IterationsEnded;
        iterationsFailed += interval.IterationsFailed;
        for (var step = 0; step < StepCatalogue.Count; step++)
        {
            var latency = interval.Steps[step].Latency;
            sums[step] += (double)latency.SumTicks / TimeSpan.TicksPerSecond;
            foreach (var (microseconds, count) in latency)
            {
                buckets[step][BoundOf(microseconds / 1e6)] += count;
            }
        }
    }

    /// <summary>The counts as they stand.</summary>
    public RunCounts Copy() =>
        new([.. buckets.Select(step => (long[])step.Clone())], [.. sums], iterationsEnded, iterationsFailed);

    private static int BoundOf(double seconds)
    {
        var bound = 0;
        while (bound < RunCounts.Bounds.Count && seconds > RunCounts.Bounds[bound])
        {
            bound++;
        }

        return bound;
    }
}
