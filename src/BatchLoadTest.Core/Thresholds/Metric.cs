using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>A named figure of a run that a threshold can look at.</summary>
/// <param name="Name">The name as written in a threshold.</param>
/// <param name="Unit">What its number means.</param>
/// <param name="Read">Takes it from a snapshot; null where there is no sample.</param>
public sealed record Metric(string Name, MetricUnit Unit, Func<RunSnapshot, double?> Read)
{
    /// <summary>
    /// Whether there is enough to judge a default threshold by; one that a person wrote is judged wherever
    /// <see cref="Read"/> gives a number.
    /// </summary>
    public Func<RunSnapshot, bool> IsEnoughForDefault { get; init; } = static _ => true;
}
