namespace BatchLoadTest.Statistics;

/// <summary>What was in flight at one moment.</summary>
/// <param name="At">Time since the run's start.</param>
/// <param name="Batches">Batches created and not ended.</param>
/// <param name="Rows">Rows of those batches.</param>
public readonly record struct InFlightPoint(TimeSpan At, long Batches, long Rows);
