namespace BatchLoadTest.MockServer.Counting;

/// <summary>Rows of batches.</summary>
/// <param name="Input">Rows of the batches created.</param>
/// <param name="Succeeded">Rows that completed in the batches that ended, before anything went wrong with them or their counts.</param>
/// <param name="Failed">Rows that failed in the batches that ended, likewise.</param>
public sealed record MockRowCounts(long Input, long Succeeded, long Failed);
