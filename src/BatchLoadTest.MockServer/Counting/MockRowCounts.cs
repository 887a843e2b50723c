namespace BatchLoadTest.MockServer;

/// <summary>Rows of batches.</summary>
/// <param name="Input">Rows of the batches created.</param>
/// <param name="Succeeded">Rows counted as completed by the batches that ended.</param>
/// <param name="Failed">Rows counted as failed by the batches that ended.</param>
public sealed record MockRowCounts(long Input, long Succeeded, long Failed);
