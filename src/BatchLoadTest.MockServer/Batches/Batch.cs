using BatchLoadTest.MockServer.Files;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>A batch: its plan, and whether somebody cancelled it.</summary>
internal sealed class Batch
{
    /// <summary>UTC ticks of the cancel request; 0 is none.</summary>
    private long _cancelRequested;

    public required string Id { get; init; }

    public required long Number { get; init; }

    public required BatchRequest Request { get; init; }

    public required BatchPlan Plan { get; init; }

    public required FlavourRules Rules { get; init; }

    public required string OutputFileId { get; init; }

    public required string ErrorFileId { get; init; }

    /// <summary>Notes the first cancel request; false if the batch had ended and this flavour then refuses.</summary>
    public bool TryCancel(DateTimeOffset now)
    {
        if (!Rules.CancelsEnded && At(now) is { HasEnded: true })
        {
            return false;
        }

        Interlocked.CompareExchange(ref _cancelRequested, now.UtcTicks, 0);
        return true;
    }

    /// <summary>When it has ended or will end.</summary>
    public DateTimeOffset EndsAt()
    {
        var natural = Plan.NaturalEnd;
        return CancelRequested() is { } cancel && cancel < natural ? cancel + Plan.CancelDuration : natural;
    }

    /// <summary>What it looks like at a moment: follows from the plan, the cancel request and that moment.</summary>
    public BatchState At(DateTimeOffset now)
    {
        var state =
            CancelRequested() is { } cancel && cancel <= now ? Cancelled(cancel, now)
            : now < Plan.ValidatedAt
                ? new BatchState
                {
                    Status = BatchStatus.Validating,
                    Finished = 0,
                    Failed = 0,
                }
            : Plan.End == PlannedEnd.Invalid ? Invalid()
            : now < Plan.EndsAt ? Running(now)
            : Ended();

        // The control layer shows the deadline as expired_at as soon as it has passed, whatever became of the batch.
        return !Rules.KnowsExpired && now > Plan.ExpiresAt ? state with { ExpiredAt = Plan.ExpiresAt } : state;
    }

    /// <summary>How many lines a result file has in a state.</summary>
    public static int LinesOf(FilePurpose purpose, in BatchState state) =>
        purpose == FilePurpose.Output ? state.Completed : state.Failed;

    /// <summary>Whether a result file exists for clients in a state.</summary>
    public bool Shows(FilePurpose purpose, in BatchState state) =>
        Rules.FilesFromCreation || (state.HasEnded && LinesOf(purpose, state) > 0);

    private DateTimeOffset? CancelRequested()
    {
        var ticks = Interlocked.Read(ref _cancelRequested);
        return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private BatchState Invalid() =>
        new()
        {
            Status = BatchStatus.Failed,
            Finished = 0,
            Failed = 0,
            FailedAt = Plan.ValidatedAt,
        };

    private BatchState Running(DateTimeOffset now)
    {
        var finalizing = now >= Plan.FinalizingAt;
        var finished = Plan.FinishedAt(now);
        return new BatchState
        {
            Status = finalizing ? BatchStatus.Finalizing : BatchStatus.InProgress,
            Finished = finished,
            Failed = Plan.Fates.FailedAmong(finished),
            InProgressAt = Plan.ValidatedAt,
            FinalizingAt = finalizing ? Plan.FinalizingAt : null,
        };
    }

    private BatchState Ended()
    {
        var rows = Plan.Fates.Rows;
        var state = new BatchState
        {
            Status = BatchStatus.Completed,
            Finished = rows,
            Failed = Plan.Fates.FailedAmong(rows),
            InProgressAt = Plan.ValidatedAt,
            FinalizingAt = Plan.FinalizingAt,
        };
        if (Rules.KnowsExpired && Plan.End == PlannedEnd.PastDeadline)
        {
            return state with { Status = BatchStatus.Expired, ExpiredAt = Plan.EndsAt };
        }

        return Rules.NoSuccessIsFailed && state.Completed == 0
            ? state with
            {
                Status = BatchStatus.Failed,
                FailedAt = Plan.EndsAt,
                FinalizingAt = null,
            }
            : state with
            {
                CompletedAt = Plan.EndsAt,
            };
    }

    private BatchState Cancelled(DateTimeOffset cancel, DateTimeOffset now)
    {
        // A batch that had ended keeps its results and has nothing left to wait for.
        var hadEnded = cancel >= Plan.NaturalEnd;
        var done = hadEnded || now >= cancel + Plan.CancelDuration;
        var finished = Plan.FinishedAt(cancel);
        return new BatchState
        {
            Status = done ? BatchStatus.Cancelled : BatchStatus.Cancelling,
            Finished = finished,
            Failed = Plan.Fates.FailedAmong(finished),
            InProgressAt = cancel >= Plan.ValidatedAt ? Plan.ValidatedAt : null,
            CompletedAt = hadEnded && Plan.End != PlannedEnd.Invalid ? Plan.EndsAt : null,
            CancellingAt = cancel,
            CancelledAt =
                done && !hadEnded ? cancel + Plan.CancelDuration
                : done ? cancel
                : null,
        };
    }
}
