namespace BatchLoadTest.Measurements;

/// <summary>A batch that the run was to cancel.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="After">From the create request to the cancel request; null where none was sent.</param>
/// <param name="Took">From the cancel request to the answer that showed it cancelled; null where none did.</param>
/// <param name="RowsNotDone">Rows that are in neither file of a cancelled batch; null where the files were not read.</param>
public sealed record Cancellation(CancelResult Result, TimeSpan? After, TimeSpan? Took, long? RowsNotDone);
