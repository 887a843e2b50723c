namespace BatchLoadTest.Statistics;

/// <summary>Turnaround at a level of load.</summary>
/// <param name="Batches">Batches that this is of.</param>
/// <param name="InFlight">Batches in flight when they were created, on average.</param>
/// <param name="Turnaround">Their mean turnaround.</param>
/// <param name="Error">The standard error of that.</param>
public sealed record LevelMean(long Batches, double InFlight, TimeSpan Turnaround, TimeSpan Error);
