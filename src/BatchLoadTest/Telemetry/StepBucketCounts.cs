using BatchLoadTest.Measurements;

namespace BatchLoadTest.Telemetry;

/// <summary>Latencies of each step by upper bound.</summary>
/// <param name="Counts">By step, then by bound; the last one is above all bounds. Not cumulative.</param>
/// <param name="Sums">By step, in seconds.</param>
internal sealed record StepBucketCounts(IReadOnlyList<IReadOnlyList<long>> Counts, IReadOnlyList<double> Sums)
{
    /// <summary>Upper bounds in seconds.</summary>
    public static IReadOnlyList<double> Bounds { get; } =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    /// <summary>Nothing counted.</summary>
    public static StepBucketCounts None { get; } =
        new(
            [.. Enumerable.Range(0, StepCatalogue.Count).Select(_ => (IReadOnlyList<long>)new long[Bounds.Count + 1])],
            new double[StepCatalogue.Count]
        );
}
