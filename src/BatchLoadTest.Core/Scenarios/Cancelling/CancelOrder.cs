using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Cancelling;

/// <summary>That a batch is to be cancelled, and what has come of it.</summary>
/// <param name="due">When, since the create request.</param>
public sealed class CancelOrder(TimeSpan due)
{
    /// <summary>When, since the create request.</summary>
    public TimeSpan Due { get; } = due;

    /// <summary>When the request was sent, likewise; null until then.</summary>
    public TimeSpan? SentAfter { get; set; }

    /// <summary>When it was answered as it should be, likewise; null until then.</summary>
    public TimeSpan? AcceptedAfter { get; set; }

    /// <summary>Whether it was refused since the batch had just ended.</summary>
    public bool CameTooLate { get; set; }

    /// <summary>Whether the batch was not cancelled within the time given for it.</summary>
    public bool HasTimedOut { get; set; }

    /// <summary>Whether an answer after that showed it working on rows as before.</summary>
    public bool WasSeenRunning { get; set; }

    /// <summary>What became of it.</summary>
    /// <param name="outcome">How the batch ended.</param>
    /// <param name="turnaround">When, since the create request; null where nobody saw its end.</param>
    /// <param name="rowsNotDone">Its rows that were not done; null where its files were not looked into.</param>
    public Cancellation Judge(BatchOutcome outcome, TimeSpan? turnaround, long? rowsNotDone)
    {
        var result = Judge(outcome);
        var isCancelled = result == CancelResult.Cancelled;
        return new Cancellation(
            result,
            SentAfter,
            isCancelled ? turnaround - SentAfter : null,
            isCancelled ? rowsNotDone : null
        );
    }

    private CancelResult Judge(BatchOutcome outcome)
    {
        var hasEnded = outcome is BatchOutcome.Completed or BatchOutcome.Failed or BatchOutcome.Expired;
        return outcome == BatchOutcome.CancelledByRun ? CancelResult.Cancelled
            : HasTimedOut ? CancelResult.NotInTime
            : SentAfter is null
                ? hasEnded || outcome == BatchOutcome.Cancelled ? CancelResult.EndedBefore
                    : CancelResult.NotKnown
            : WasSeenRunning && hasEnded ? CancelResult.Ignored
            : CameTooLate || (AcceptedAfter is not null && hasEnded) ? CancelResult.TooLate
            : AcceptedAfter is null && outcome != BatchOutcome.Unfinished ? CancelResult.NotAccepted
            : CancelResult.NotKnown;
    }
}
