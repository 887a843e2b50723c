using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Deleting;

/// <summary>That the input of a batch is to be deleted, and what has come of it.</summary>
/// <param name="due">When, since the create request.</param>
public sealed class DeleteOrder(TimeSpan due)
{
    // Whoever reads the output may do so beside the one who deletes.
    private volatile bool mayBeDeleted;

    /// <summary>When, since the create request.</summary>
    public TimeSpan Due { get; } = due;

    /// <summary>When the request was sent, likewise; null until then, and where another process has sent it.</summary>
    public TimeSpan? SentAfter { get; private set; }

    /// <summary>When it was answered as it should be, likewise; null until then.</summary>
    public TimeSpan? AcceptedAfter { get; private set; }

    /// <summary>Whether the file may be gone: its deletion is under way or done.</summary>
    public bool MayBeDeleted => mayBeDeleted;

    /// <summary>Whether the file is known to be gone.</summary>
    public bool IsFileGone { get; set; }

    /// <summary>Whether the file was still served a while after that.</summary>
    public bool IsFileKept { get; set; }

    /// <summary>How many result files of the batch were served though it is gone.</summary>
    public int ResultsKept { get; set; }

    /// <summary>Whether an answer after that showed the batch working on rows as before.</summary>
    public bool WasSeenRunning { get; private set; }

    /// <summary>Whether one did so when the time given for it was over.</summary>
    public bool HasOutlived { get; private set; }

    /// <summary>The request is about to be sent.</summary>
    public void Send(TimeSpan after)
    {
        SentAfter = after;
        mayBeDeleted = true;
    }

    /// <summary>It was answered as it should be.</summary>
    public void Accept(TimeSpan after)
    {
        AcceptedAfter = after;
        mayBeDeleted = true;
    }

    /// <summary>It was refused, or not answered.</summary>
    public void Refuse() => mayBeDeleted = false;

    /// <summary>An answer that came after the request shows how the batch stands.</summary>
    /// <param name="state">How.</param>
    /// <param name="after">When, since the create request.</param>
    /// <param name="grace">How long the batch may take to stop.</param>
    public void Observe(BatchState state, TimeSpan after, TimeSpan grace)
    {
        if (AcceptedAfter is { } accepted && state is BatchState.Validating or BatchState.InProgress)
        {
            WasSeenRunning = true;
            HasOutlived |= after > accepted + grace;
        }
    }

    /// <summary>What became of it.</summary>
    /// <param name="outcome">How the batch ended.</param>
    /// <param name="isStopped">Whether the batch is gone, or cancelled.</param>
    /// <param name="stops">Whether the service lets no batch go on without its input.</param>
    /// <param name="findings">What its files had; null where they were not looked into.</param>
    public InputDeletion Judge(BatchOutcome outcome, bool isStopped, bool stops, ResultFindings? findings)
    {
        var result = Judge(outcome, isStopped, stops);
        return new InputDeletion(
            result,
            SentAfter,
            IsFileKept,
            outcome == BatchOutcome.DeletedByRun ? findings?.RowsNotDone : null
        )
        {
            ResultsKept = ResultsKept,
        };
    }

    private DeleteResult Judge(BatchOutcome outcome, bool isStopped, bool stops)
    {
        var hasEnded = outcome is BatchOutcome.Completed or BatchOutcome.DeletedByRun;
        return AcceptedAfter is null
            ? SentAfter is not null
                ? outcome == BatchOutcome.Unfinished
                    ? DeleteResult.NotKnown
                    : DeleteResult.NotAccepted
                : outcome
                    is BatchOutcome.Completed
                        or BatchOutcome.Failed
                        or BatchOutcome.Expired
                        or BatchOutcome.Cancelled
                    ? DeleteResult.EndedBefore
                    : DeleteResult.NotKnown
            : stops && (HasOutlived || (WasSeenRunning && hasEnded && !isStopped))
                ? DeleteResult.Survived
                : outcome == BatchOutcome.DeletedByRun
                    ? DeleteResult.Stopped
                    : outcome == BatchOutcome.Completed
                        ? stops
                            ? DeleteResult.TooLate
                            : DeleteResult.WentOn
                        : DeleteResult.NotKnown;
    }
}
