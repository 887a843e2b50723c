namespace BatchLoadTest.MockServer.Batches;

/// <summary>A batch's status, named as in the API.</summary>
internal enum BatchStatus
{
    Validating,
    Failed,
    InProgress,
    Finalizing,
    Completed,
    Expired,
    Cancelling,
    Cancelled,

    /// <summary>One that the API does not have.</summary>
    WarmingUp,
}
