using BatchLoadTest.Measurements;

namespace BatchLoadTest.Telemetry;

/// <summary>What telemetry counts from a run's start beside its snapshot. Immutable.</summary>
/// <param name="Buckets">Latencies by step, then by upper bound; the last one is above all bounds. Not cumulative.</param>
/// <param name="Sums">Latencies by step, in seconds.</param>
/// <param name="IterationsEnded">Iterations that ended, in whatever way.</param>
/// <param name="IterationsFailed">Of those, the ones that failed.</param>
internal sealed record RunCounts(
    PerStep<IReadOnlyList<long>> Buckets,
    PerStep<double> Sums,
    long IterationsEnded,
    long IterationsFailed
)
{
    /// <summary>Upper bounds in seconds.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Nothing counted.</summary>
    public static RunCounts None { get; } = new(new(_ => new long[Bounds.Count + 1]), new(_ => 0), 0, 0);
}
