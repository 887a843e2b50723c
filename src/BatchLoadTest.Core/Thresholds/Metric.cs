using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>A named figure of a run that a threshold can look at.</summary>
/// <param name="Name">The name as written in a threshold.</param>
/// <param name="Unit">What its number means.</param>
/// <param name="Read">Takes it from a snapshot; null where there is no sample.</param>
public sealed record Metric(string Name, MetricUnit Unit, Func<RunSnapshot, double?> Read);
