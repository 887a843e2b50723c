using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>A batch: its plan, and whether somebody cancelled it.</summary>
internal sealed class Batch
{
    /// <summary>UTC ticks of the cancel request; 0 is none.</summary>
    private long cancelRequested;

    /// <summary>The <see cref="BatchDefects"/> that were counted.</summary>
    private int marked;

    private ResultCounts? results;
    private BatchUsage? usage;

    public required string Id { get; init; }

    public required long Number { get; init; }

    public required BatchRequest Request { get; init; }

    /// <summary>The rows that it answers. The result files hold their content.</summary>
    public required InputRows Input { get; init; }

    public required BatchPlan Plan
    {
        get;
        init
        {
            field = value;
            Reads = value.LateCommits is null ? null : new PartialReads(value.Fates.Rows);
            Polls = (value.Defects & BatchDefects.Passing) == BatchDefects.None ? null : new PollHistory(value.Defects);
        }
    }

    public required FlavourRules Rules { get; init; }

    public required string OutputFileId { get; init; }

    public required string ErrorFileId { get; init; }

    /// <summary>What polls were shown; null where that changes nothing.</summary>
    public PollHistory? Polls { get; private init; }

    /// <summary>What a reader got of its output file while it ran; null where that is what is there.</summary>
    public PartialReads? Reads { get; private init; }

    /// <summary>Notes the first cancel request; false if the batch had ended and this flavour then refuses.</summary>
    public bool TryCancel(DateTimeOffset now)
    {
        if (!Rules.CancelsEnded && At(now) is { HasEnded: true })
        {
            return false;
        }

        Interlocked.CompareExchange(ref cancelRequested, now.UtcTicks, 0);
        return true;
    }

    /// <summary>When it has ended or will end; of one that is stuck, when it should have.</summary>
    public DateTimeOffset EndsAt()
    {
        var natural = Plan.NaturalEnd;
        return CancelRequested() is { } cancel && (cancel < natural || Plan.End == PlannedEnd.Never)
            ? cancel + Plan.CancelDuration
            : natural;
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
            : now < Plan.EndsAt || Plan.End == PlannedEnd.Never ? Running(now)
            : Ended();

        // The control layer shows the deadline as expired_at as soon as it has passed, whatever became of the batch.
        return !Rules.KnowsExpired && now > Plan.ExpiresAt ? state with { ExpiredAt = Plan.ExpiresAt } : state;
    }

    /// <summary>How many lines a result file has in a state.</summary>
    public int LinesOf(FilePurpose purpose, in BatchState state)
    {
        var hidden = HiddenIn(purpose, state);
        if (Plan.RowDefects is not null && ResultsIn(state) is { } results)
        {
            return (purpose == FilePurpose.Output ? results.OutputLines : results.ErrorLines) - hidden;
        }

        return (purpose == FilePurpose.Output ? state.Completed : state.Failed) - hidden;
    }

    /// <summary>Whether reads of its output file name a wrong last line in a state.</summary>
    public bool MistakesLastLine(in BatchState state) =>
        Plan.Defects.HasFlag(BatchDefects.WrongLastLine) && !state.HasEnded;

    /// <summary>What is in the result files in a state; null where its counts tell all of it.</summary>
    public ResultCounts? ResultsIn(in BatchState state)
    {
        if (Plan.RowDefects is null && Plan.Fates.Refused.Share <= 0)
        {
            return null;
        }

        var counts = Volatile.Read(ref results);
        if (counts?.Finished != state.Finished)
        {
            counts = ResultCounts.Of(Plan, state.Finished);
            Volatile.Write(ref results, counts);
        }

        return counts;
    }

    /// <summary>What its rows used in a state.</summary>
    public BatchUsage UsageIn(in BatchState state)
    {
        var sums = Volatile.Read(ref usage);
        if (sums?.Finished != state.Finished)
        {
            sums = BatchUsage.Of(Plan, Input, state.Finished);
            Volatile.Write(ref usage, sums);
        }

        return sums;
    }

    /// <summary>What it says in a state that its rows used, rightly or wrongly.</summary>
    public MockModelTokens TokensIn(in BatchState state)
    {
        var tokens = UsageIn(state).All.ToCounts();
        return MistakesUsageIn(state) ? tokens with { Completion = tokens.Completion + 1 } : tokens;
    }

    /// <summary>Whether it says in a state what its rows used, rightly or wrongly.</summary>
    public bool KnowsUsageIn(in BatchState state) => state.HasEnded && Plan.End != PlannedEnd.Invalid;

    /// <summary>Whether what it says in a state that its rows used is not what they say.</summary>
    public bool MistakesUsageIn(in BatchState state) =>
        Plan.Defects.HasFlag(BatchDefects.WrongUsage) && KnowsUsageIn(state);

    /// <summary>Whether its counts in a state are not those of its rows.</summary>
    public bool LiesIn(in BatchState state) =>
        Plan.Defects.HasFlag(BatchDefects.LyingCounts) && state.HasEnded && Plan.End != PlannedEnd.Invalid;

    /// <summary>Whether its output file breaks off in a state.</summary>
    public bool CutsOutput(in BatchState state) =>
        Plan.Defects.HasFlag(BatchDefects.CutDownload) && state.HasEnded && state.Completed > 0;

    /// <summary>Whether its output file ends without its last rows in a state.</summary>
    public bool WithholdsRows(in BatchState state) =>
        Plan.Defects.HasFlag(BatchDefects.IncompleteDownload)
        && state.HasEnded
        && ResultsIn(state)?.With(RowDefect.Withheld) > 0;

    /// <summary>Marks defects as counted and gives back those that were not yet.</summary>
    public BatchDefects Mark(BatchDefects defects) =>
        defects == BatchDefects.None ? defects : defects & ~(BatchDefects)Interlocked.Or(ref marked, (int)defects);

    /// <summary>Whether a result file exists for clients in a state.</summary>
    public bool Shows(FilePurpose purpose, in BatchState state) =>
        Rules.FilesFromCreation || (state.HasEnded && LinesOf(purpose, state) > 0);

    private int HiddenIn(FilePurpose purpose, in BatchState state)
    {
        if (state.HasEnded || Plan.LateCommits is not { } late)
        {
            return 0;
        }

        var lines = 0;
        for (var position = late.FirstOf(state.Finished); position < state.Finished; position++)
        {
            lines += late.Hides(position, state.Finished)
                ? Plan.RowAt(position).LinesIn(purpose == FilePurpose.Output)
                : 0;
        }

        return lines;
    }

    private DateTimeOffset? CancelRequested()
    {
        var ticks = Interlocked.Read(ref cancelRequested);
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
        var hadEnded = cancel >= Plan.NaturalEnd && Plan.End != PlannedEnd.Never;
        var end =
            !hadEnded ? default
            : Plan.End == PlannedEnd.Invalid ? Invalid()
            : Ended();
        var isStuck = Plan.Defects.HasFlag(BatchDefects.StuckCancelling);
        var done = hadEnded || (now >= cancel + Plan.CancelDuration && !isStuck);
        var finished = Plan.FinishedAt(cancel);
        return new BatchState
        {
            Status = done ? BatchStatus.Cancelled : BatchStatus.Cancelling,
            Finished = finished,
            Failed = Plan.Fates.FailedAmong(finished),
            InProgressAt = cancel >= Plan.ValidatedAt ? Plan.ValidatedAt : null,
            CompletedAt = end.CompletedAt,
            FailedAt = end.FailedAt,
            CancellingAt = cancel,
            CancelledAt =
                done && !hadEnded ? cancel + Plan.CancelDuration
                : done ? cancel
                : null,
        };
    }
}
