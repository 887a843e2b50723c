namespace BatchLoadTest.Measurements;

/// <summary>How one batch ended for the user who created it. The values index arrays: keep them dense and from 0.</summary>
public enum BatchOutcome
{
    /// <summary>The service says completed.</summary>
    Completed,

    /// <summary>The service says failed.</summary>
    Failed,

    /// <summary>The service says expired.</summary>
    Expired,

    /// <summary>The service says cancelled.</summary>
    Cancelled,

    /// <summary>The service says cancelled, as this run asked it to: no failure, and no turnaround of the service's.</summary>
    CancelledByRun,

    /// <summary>
    /// The service says that it has ended, whichever way, after it did rows again that this run had asked it to: no failure.
    /// </summary>
    RetriedByRun,

    /// <summary>
    /// This run had deleted its input, or had it expire, and the batch is gone or ended without completing: no failure, and no
    /// turnaround of the service's.
    /// </summary>
    DeletedByRun,

    /// <summary>Still not ended after the last allowed poll.</summary>
    PollsExhausted,

    /// <summary>Still not ended when the batch time-out was over.</summary>
    TimedOut,

    /// <summary>The service answers 404 for a batch that it created.</summary>
    Lost,

    /// <summary>Not ended when the run ended: neither success nor failure, and reported.</summary>
    Unfinished,
}
