namespace BatchLoadTest.BatchApi;

/// <summary>The service's time stamps of a batch, in whole seconds on all services known; null where absent.</summary>
public readonly record struct BatchTimes
{
    /// <summary>Accepted.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Work on rows began.</summary>
    public DateTimeOffset? InProgressAt { get; init; }

    /// <summary>Last row done.</summary>
    public DateTimeOffset? FinalizingAt { get; init; }

    /// <summary>Completed; stamped late by some services.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Failed as a whole.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Asked to be cancelled.</summary>
    public DateTimeOffset? CancellingAt { get; init; }

    /// <summary>Cancelled.</summary>
    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>End of the completion window.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
