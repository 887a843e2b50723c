namespace BatchLoadTest.Capacity.Search;

/// <summary>What a service takes of batches of one size.</summary>
/// <param name="Rows">Rows of a batch.</param>
/// <param name="Lower">Batches a second that it takes; null where none were found that it does.</param>
/// <param name="Upper">Batches a second that it does not take; null where none were.</param>
public readonly record struct SizeFound(double Rows, double? Lower, double? Upper);
