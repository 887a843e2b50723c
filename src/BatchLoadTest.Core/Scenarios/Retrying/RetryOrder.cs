using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Retrying;

/// <summary>
/// That rows of a batch are to be done again, and what has come of it. The batch has ended once; that end is the service's own,
/// and what its turnaround and its stamps are taken from.
/// </summary>
/// <param name="first">How it ended; null where another process has seen that and has sent the request.</param>
/// <param name="firstBatch">The batch at that end.</param>
/// <param name="turnaround">When that end was seen, since the create request; null where another process saw it.</param>
/// <param name="polls">Polls sent by then.</param>
public sealed class RetryOrder(BatchOutcome? first, Batch firstBatch, TimeSpan? turnaround, int polls)
{
    // Polls show by then that it works again: an end that looks as before is a new one.
    private bool wasPolledRunning;

    /// <summary>Of a batch that another process has seen ending once, and has asked to work again.</summary>
    /// <param name="unseen">The batch, of which nothing is known.</param>
    /// <param name="age">The time since its create request.</param>
    public static RetryOrder OfAnother(Batch unseen, TimeSpan age) =>
        new(null, unseen, null, 0) { SentAfter = age, AcceptedAfter = age };

    /// <summary>How the batch ended before; null where another process saw that.</summary>
    public BatchOutcome? First => first;

    /// <summary>The batch at that end.</summary>
    public Batch FirstBatch => firstBatch;

    /// <summary>When that end was seen, since the create request; null where another process saw it.</summary>
    public TimeSpan? FirstTurnaround => turnaround;

    /// <summary>Rows that were to be done again, by the service's counts.</summary>
    public long Rows { get; init; }

    /// <summary>Whether only rows that had failed are: those that a cancelled batch had not done stay so.</summary>
    public bool IsPart { get; init; }

    /// <summary>Polls sent by then: the waits between polls begin anew.</summary>
    public int PollsBefore => polls;

    /// <summary>When the request was sent, since the create request; null until then.</summary>
    public TimeSpan? SentAfter { get; set; }

    /// <summary>When it was answered as it should be, likewise; null until then.</summary>
    public TimeSpan? AcceptedAfter { get; set; }

    /// <summary>When the batch was seen to have ended again, likewise; null until then.</summary>
    public TimeSpan? EndedAfter { get; set; }

    /// <summary>Whether it was given up before that.</summary>
    public bool HasTimedOut { get; set; }

    /// <summary>Whether an answer showed it working again.</summary>
    public bool HasResumed { get; private set; } = first is null;

    /// <summary>Whether an answer showed that the rows that had failed are not counted as failed any more.</summary>
    public bool HaveCountsGoneBack { get; private set; } = !(firstBatch.Counts?.Failed > 0);

    /// <summary>Whether the batch is under way again, or may be.</summary>
    public bool IsUnderWay => AcceptedAfter is not null && EndedAfter is null && !HasTimedOut;

    /// <summary>Whether nothing more is to come of it.</summary>
    public bool IsOver => SentAfter is not null && !IsUnderWay;

    /// <summary>Takes an answer about the batch since the request.</summary>
    /// <param name="batch">The batch as answered.</param>
    /// <param name="isPoll">Whether a poll asked for it, not the request itself.</param>
    public void Observe(Batch batch, bool isPoll)
    {
        HasResumed |= !batch.Status.IsTerminal;
        wasPolledRunning |= isPoll && !batch.Status.IsTerminal;
        // What the service does not count it cannot show going back.
        HaveCountsGoneBack |= batch.Counts?.Failed is not { } failed || failed < firstBatch.Counts?.Failed;
    }

    /// <summary>Whether an answer shows it as it had ended before: it may come from a copy that knows nothing of the request yet.</summary>
    public bool IsAsBefore(Batch batch) =>
        first is not null
        && !wasPolledRunning
        && batch.Status == firstBatch.Status
        && batch.Counts == firstBatch.Counts
        && batch.Times.Equals(firstBatch.Times);

    /// <summary>Rows that a batch has not done, by the service's counts; null where it does not count.</summary>
    public static long? RowsNotDone(Batch batch) =>
        batch.Counts is { Total: { } total, Completed: { } completed, Failed: { } failed }
            ? Math.Max(0, total - completed - failed)
            : null;

    /// <summary>Rows that are to be done again, by the service's counts: those that failed, and those of a cancelled batch that had no turn.</summary>
    public static long RowsOf(Batch batch) =>
        batch.Counts is not { } counts ? 0
        : batch.Status.State == BatchState.Cancelled ? Math.Max(0, (counts.Total ?? 0) - (counts.Completed ?? 0))
        : counts.Failed ?? 0;

    /// <summary>What became of it.</summary>
    /// <param name="outcome">How the batch ended.</param>
    /// <param name="last">The batch as last answered.</param>
    /// <param name="findings">What its files had; null where they were not looked into.</param>
    public BatchRetry? Judge(BatchOutcome outcome, Batch last, ResultFindings? findings) =>
        SentAfter is null
            ? null
            : new BatchRetry(
                Judge(outcome, findings),
                first,
                first is null ? null : EndedAfter - SentAfter,
                Rows,
                EndedAfter is null || first is null
                    ? 0
                    : Math.Max(0, (last.Counts?.Completed ?? 0) - (firstBatch.Counts?.Completed ?? 0))
            );

    private RetryResult Judge(BatchOutcome outcome, ResultFindings? findings) =>
        HasTimedOut ? RetryResult.NotInTime
        : outcome is BatchOutcome.Lost or BatchOutcome.Unfinished ? RetryResult.NotKnown
        : AcceptedAfter is null ? RetryResult.NotAccepted
        : !HasResumed || !HaveCountsGoneBack ? RetryResult.NotResumed
        : findings?.RowsNotDone > (IsPart ? RowsNotDone(firstBatch) ?? 0 : 0) || findings?[ResultDefect.Missing] > 0
            ? RetryResult.RowsLeft
        : RetryResult.Retried;
}
