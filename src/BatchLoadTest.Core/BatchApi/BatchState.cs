namespace BatchLoadTest.BatchApi;

/// <summary>The states of a batch that this program knows.</summary>
public enum BatchState
{
    /// <summary>A status that is not known here: not an end, not a failed request, but worth reporting.</summary>
    Unknown,

    /// <summary>The input is being checked, or the batch is queued.</summary>
    Validating,

    /// <summary>Rows are being worked on.</summary>
    InProgress,

    /// <summary>The result files are being made.</summary>
    Finalizing,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>Could not be done.</summary>
    Failed,

    /// <summary>Not done within its completion window.</summary>
    Expired,

    /// <summary>A cancellation is on its way.</summary>
    Cancelling,

    /// <summary>Cancelled.</summary>
    Cancelled,
}
