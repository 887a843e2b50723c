using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Telemetry;

/// <summary>Counts what telemetry shows beside a run's snapshot. One writer.</summary>
internal sealed class RunCounter
{
    private readonly PerStep<long[]> buckets = new(_ => new long[RunCounts.Bounds.Count + 1]);
    private readonly PerStep<double> sums = new(_ => 0);
    private long iterationsEnded;
    private long iterationsFailed;

    /// <summary>Adds a second.</summary>
    public void Add(Interval interval)
    {
        iterationsEnded += interval.IterationsEnded;
        iterationsFailed += interval.IterationsFailed;
        foreach (var step in StepCatalogue.Steps)
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
    public RunCounts Copy() => new(new(step => [.. buckets[step]]), sums.Copy(), iterationsEnded, iterationsFailed);

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
