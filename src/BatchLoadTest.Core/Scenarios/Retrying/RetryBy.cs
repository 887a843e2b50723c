namespace BatchLoadTest.Scenarios.Retrying;

/// <summary>How rows are asked to be done again.</summary>
public enum RetryBy
{
    /// <summary>All that failed or were not done, by the batch: <c>/batches/{id}/retry</c>.</summary>
    Batch,

    /// <summary>Those that the error file names, one by one: <c>/batches/{id}/retry-requests</c>.</summary>
    Rows,
}
