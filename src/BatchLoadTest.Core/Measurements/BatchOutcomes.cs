namespace BatchLoadTest.Measurements;

/// <summary>Questions about a <see cref="BatchOutcome"/>.</summary>
public static class BatchOutcomes
{
    /// <summary>How many ways to end there are.</summary>
    public const int Count = (int)BatchOutcome.Unfinished + 1;

    /// <summary>Every way to end, in a fixed order.</summary>
    public static IReadOnlyList<BatchOutcome> All { get; } = Enum.GetValues<BatchOutcome>();

    /// <summary>Whether a batch that ended so counts as failed.</summary>
    public static bool IsFailure(this BatchOutcome outcome) =>
        outcome is not (BatchOutcome.Completed or BatchOutcome.Unfinished) && !outcome.IsByRun();

    /// <summary>Whether it ended so since the run itself asked for it, or deleted its input: in no error rate.</summary>
    public static bool IsByRun(this BatchOutcome outcome) =>
        outcome is BatchOutcome.CancelledByRun or BatchOutcome.RetriedByRun or BatchOutcome.DeletedByRun;

    /// <summary>
    /// Whether the end at the service was seen, whichever it was, its loss included. Where it was not (right-censoring), the
    /// turnaround is longer than the time we waited, and how much is not known.
    /// </summary>
    public static bool IsSeenToEnd(this BatchOutcome outcome) =>
        outcome is not (BatchOutcome.Unfinished or BatchOutcome.PollsExhausted or BatchOutcome.TimedOut);

    /// <summary>Whether a turnaround to it is one of the service's: it ended there by itself, and was not lost.</summary>
    public static bool HasTurnaround(this BatchOutcome outcome) =>
        outcome.IsSeenToEnd() && outcome != BatchOutcome.Lost && !outcome.IsByRun();

    /// <summary>The name in reports and thresholds, such as <c>polls_exhausted</c>.</summary>
    public static string KindName(this BatchOutcome outcome) =>
        outcome switch
        {
            BatchOutcome.Completed => "completed",
            BatchOutcome.Failed => "failed",
            BatchOutcome.Expired => "expired",
            BatchOutcome.Cancelled => "cancelled",
            BatchOutcome.CancelledByRun => "cancelled_by_run",
            BatchOutcome.RetriedByRun => "retried_by_run",
            BatchOutcome.DeletedByRun => "deleted_by_run",
            BatchOutcome.PollsExhausted => "polls_exhausted",
            BatchOutcome.TimedOut => "timed_out",
            BatchOutcome.Lost => "lost",
            _ => "unfinished",
        };
}
