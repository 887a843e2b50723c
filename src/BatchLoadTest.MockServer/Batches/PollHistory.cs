using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// What the polls of one batch were shown: defects that pass need a poll before them to be seen. Each comes once, and
/// after each the next poll sees the truth, so that a client finds one by comparing two polls, and never two in one.
/// </summary>
internal sealed class PollHistory(BatchDefects planned)
{
    private readonly Lock gate = new();
    private BatchDefects due = planned & BatchDefects.Passing;
    private BatchState? last;

    /// <summary>What the next poll is shown, and the defect in it.</summary>
    public BatchState Next(in BatchState state, out BatchDefects defect)
    {
        lock (gate)
        {
            defect = Choose(state);
            due &= ~defect;
            var shown = Disguise(state, defect);
            last = defect == BatchDefects.None ? state : null;
            return shown;
        }
    }

    private BatchDefects Choose(in BatchState state)
    {
        // A cancelled batch is watched for its end alone.
        if (due == BatchDefects.None || state.CancellingAt is not null)
        {
            return BatchDefects.None;
        }

        if (due.HasFlag(BatchDefects.UnknownStatus))
        {
            return BatchDefects.UnknownStatus;
        }

        if (last is not { Status: BatchStatus.InProgress or BatchStatus.Finalizing } seen)
        {
            return BatchDefects.None;
        }

        if (due.HasFlag(BatchDefects.BackwardsStatus))
        {
            return BatchDefects.BackwardsStatus;
        }

        return due.HasFlag(BatchDefects.ShrinkingCounts) && seen.Completed > 0
            ? BatchDefects.ShrinkingCounts
            : BatchDefects.None;
    }

    private BatchState Disguise(in BatchState state, BatchDefects defect)
    {
        if (defect == BatchDefects.None)
        {
            return state;
        }

        // A batch that has ended meanwhile is held back for this poll: an end that is followed by something is no end.
        var running = state with
        {
            Status = state.HasEnded ? BatchStatus.Finalizing : state.Status,
            CompletedAt = null,
            FailedAt = null,
            ExpiredAt = null,
        };
        return defect switch
        {
            BatchDefects.UnknownStatus => running with { Status = BatchStatus.WarmingUp },
            BatchDefects.BackwardsStatus => running with
            {
                Status = last?.Status == BatchStatus.Finalizing ? BatchStatus.InProgress : BatchStatus.Validating,
                FinalizingAt = null,
            },
            _ => running with { Finished = state.Failed + ((last?.Completed ?? 0) / 2) },
        };
    }
}
