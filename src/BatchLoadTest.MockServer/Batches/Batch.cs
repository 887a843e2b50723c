using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Rows;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>A batch: its plan, and whether somebody cancelled or retried it.</summary>
internal sealed class Batch
{
    private readonly Lock gate = new();
    private BatchCourse course = null!;
    private DeliveredDefects? delivered;

    /// <summary>The <see cref="BatchDefects"/> that were counted.</summary>
    private int marked;

    private int survival;
    private bool isUnlinked;
    private ResultCounts? results;
    private BatchUsage? usage;

    public required string Id { get; init; }

    public required long Number { get; init; }

    public required BatchRequest Request { get; init; }

    /// <summary>Whose it is.</summary>
    public KeyOwner Owner { get; init; }

    /// <summary>What the file of its input is called.</summary>
    public string InputName { get; init; } = "";

    /// <summary>The rows that it answers. The result files hold their content.</summary>
    public required InputRows Input { get; init; }

    public required BatchPlan Plan
    {
        get => Volatile.Read(ref course).Plan;
        init
        {
            course = new BatchCourse(value, null);
            Sent = value.Changed is { } changed ? new SentRows(changed, value.Fates.Rows) : null;
            Reads = value.LateCommits is null ? null : new PartialReads(value.Fates.Rows);
            Polls = (value.Defects & BatchDefects.Passing) == BatchDefects.None ? null : new PollHistory(value.Defects);
        }
    }

    public required FlavourRules Rules { get; init; }

    /// <summary>How long rows still complete after a cancel.</summary>
    public TimeSpan CancelTail { get; init; }

    /// <summary>Whether its rows fail since there is nothing left to pay them with.</summary>
    public bool HasNoCredit { get; init; }

    public required string OutputFileId { get; init; }

    public required string ErrorFileId { get; init; }

    /// <summary>What polls were shown; null where that changes nothing.</summary>
    public PollHistory? Polls { get; private init; }

    /// <summary>What a reader got of its output file while it ran; null where that is what is there.</summary>
    public PartialReads? Reads { get; private init; }

    /// <summary>What was sent before of its output file; null where that changes nothing.</summary>
    public SentRows? Sent { get; private init; }

    /// <summary>Notes the first cancel request; false if the batch had ended and this flavour then refuses.</summary>
    public bool TryCancel(DateTimeOffset now)
    {
        lock (gate)
        {
            var hasEnded = At(now).HasEnded;
            if (hasEnded && !Rules.CancelsEnded)
            {
                return false;
            }

            var (plan, cancelled) = course;
            if (cancelled is null)
            {
                var next = hasEnded ? plan : plan with { RowDefects = After(plan, RowOccasions.Cancelled) };
                Volatile.Write(ref course, new BatchCourse(next, now));
            }

            return true;
        }
    }

    /// <summary>Its input was deleted, and it goes on.</summary>
    public void Survive() => Interlocked.CompareExchange(ref survival, 1, 0);

    /// <summary>Whether it goes on so and was not counted; counted from now on.</summary>
    public bool TryCountSurvivor() => Interlocked.CompareExchange(ref survival, 2, 1) == 1;

    /// <summary>Whether it names no input any more.</summary>
    public bool IsUnlinked => Volatile.Read(ref isUnlinked);

    /// <summary>Its input was deleted: it names none any more, and is cancelled where it has not ended.</summary>
    public void Unlink(DateTimeOffset now)
    {
        Volatile.Write(ref isUnlinked, true);
        if (!At(now).HasEnded)
        {
            TryCancel(now);
        }
    }

    /// <summary>Works again on rows that failed or that it never got to; false if there are none.</summary>
    /// <param name="planner">Draws what becomes of them.</param>
    /// <param name="ids">The results that are named; null for all that can be.</param>
    /// <param name="now">When.</param>
    public bool TryRetry(RetryPlanner planner, IReadOnlySet<ulong>? ids, DateTimeOffset now)
    {
        lock (gate)
        {
            var state = At(now);
            var isOver = state.HasEnded || state.Status == BatchStatus.Cancelling;
            if (planner.Plan(course.Plan, Input, new RetryRequest(now, state.Finished, isOver, ids)) is not { } next)
            {
                return false;
            }

            Volatile.Write(ref course, new BatchCourse(next, null));
            return true;
        }
    }

    /// <summary>Its output file was read to the end in a state.</summary>
    public void ReadToEnd(in BatchState state, ReadTally tally)
    {
        if (!state.HasEnded || (Plan.RowDefects is null && Plan.Rerun is null))
        {
            return;
        }

        var counts = ResultsIn(state);
        lock (gate)
        {
            if (counts is not null)
            {
                (delivered ??= new()).Count(counts, tally);
            }

            var plan = course.Plan;
            if (plan.RowDefects is { } defects && !defects.Happened.HasFlag(RowOccasions.Read))
            {
                var next = plan with { RowDefects = After(plan, RowOccasions.Read) };
                Volatile.Write(ref course, course with { Plan = next });
            }
        }
    }

    /// <summary>When it has ended or will end; of one that is stuck, when it should have.</summary>
    public DateTimeOffset EndsAt()
    {
        var (plan, cancelled) = Volatile.Read(ref course);
        var natural = plan.NaturalEnd;
        return cancelled is { } cancel && (cancel < natural || plan.End == PlannedEnd.Never)
            ? cancel + plan.CancelDuration
            : natural;
    }

    /// <summary>What it looks like at a moment: follows from the plan, the cancel request and that moment.</summary>
    public BatchState At(DateTimeOffset now)
    {
        var (plan, cancelled) = Volatile.Read(ref course);
        var state =
            cancelled is { } cancel && cancel <= now ? Cancelled(plan, cancel, now)
            : now < plan.ValidatedAt && plan.Rerun is null
                ? new BatchState
                {
                    Status = BatchStatus.Validating,
                    Finished = 0,
                    Failed = 0,
                }
            : plan.End == PlannedEnd.Invalid ? Invalid(plan)
            : now < plan.EndsAt || plan.End == PlannedEnd.Never ? Running(plan, now)
            : Ended(plan);

        // The control layer shows the deadline as expired_at as soon as it has passed, whatever became of the batch.
        return !Rules.KnowsExpired && now > plan.ExpiresAt ? state with { ExpiredAt = plan.ExpiresAt } : state;
    }

    /// <summary>What it looks like in the answer to a retry, even if that takes no time.</summary>
    public BatchState Retried() => Running(Plan, DateTimeOffset.MinValue);

    /// <summary>How many lines a result file has in a state.</summary>
    public int LinesOf(FilePurpose purpose, in BatchState state)
    {
        var hidden = HiddenIn(purpose, state);
        if ((Plan.RowDefects is not null || Plan.Rerun is not null) && ResultsIn(state) is { } results)
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
        var plan = Plan;
        if (plan.RowDefects is null && plan.Rerun is null && plan.Fates.Refused.Share <= 0)
        {
            return null;
        }

        var counts = Volatile.Read(ref results);
        if (counts?.IsOf(plan, state.Finished) != true)
        {
            counts = ResultCounts.Of(plan, state.Finished);
            Volatile.Write(ref results, counts);
        }

        return counts;
    }

    /// <summary>What its rows used in a state.</summary>
    public BatchUsage UsageIn(in BatchState state)
    {
        var plan = Plan;
        var sums = Volatile.Read(ref usage);
        if (sums?.IsOf(plan, state.Finished) != true)
        {
            sums = BatchUsage.Of(plan, Input, state.Finished);
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

    private static RowDefects? After(BatchPlan plan, RowOccasions occasion) =>
        plan.RowDefects?.With(plan.RowDefects.Happened | occasion);

    private static BatchState Invalid(BatchPlan plan) =>
        new()
        {
            Status = BatchStatus.Failed,
            Finished = 0,
            Failed = 0,
            FailedAt = plan.ValidatedAt,
        };

    private static BatchState Running(BatchPlan plan, DateTimeOffset now)
    {
        var finalizing = now >= plan.FinalizingAt;
        var finished = plan.FinishedAt(now);
        return new BatchState
        {
            Status = finalizing ? BatchStatus.Finalizing : BatchStatus.InProgress,
            Finished = finished,
            Failed = plan.FailedAmong(finished),
            InProgressAt = plan.InProgressAt,
            FinalizingAt = finalizing ? plan.FinalizingAt : null,
        };
    }

    private BatchState Ended(BatchPlan plan)
    {
        var finished = plan.Done;
        var state = new BatchState
        {
            Status = BatchStatus.Completed,
            Finished = finished,
            Failed = plan.FailedAmong(finished),
            InProgressAt = plan.InProgressAt,
            FinalizingAt = plan.FinalizingAt,
        };
        if (finished < plan.Fates.Rows)
        {
            // Rows of the cancelled batch that nobody asked to be retried are cancelled still.
            return state with { Status = BatchStatus.Cancelled, CancelledAt = plan.EndsAt, FinalizingAt = null };
        }

        if (Rules.KnowsExpired && plan.End == PlannedEnd.PastDeadline)
        {
            return state with { Status = BatchStatus.Expired, ExpiredAt = plan.EndsAt };
        }

        return Rules.NoSuccessIsFailed && state.Completed == 0
            ? state with
            {
                Status = BatchStatus.Failed,
                FailedAt = plan.EndsAt,
                FinalizingAt = null,
            }
            : state with
            {
                CompletedAt = plan.EndsAt,
            };
    }

    private BatchState Cancelled(BatchPlan plan, DateTimeOffset cancel, DateTimeOffset now)
    {
        // A batch that had ended keeps its results and has nothing left to wait for.
        var hadEnded = cancel >= plan.NaturalEnd && plan.End != PlannedEnd.Never;
        var end =
            !hadEnded ? default
            : plan.End == PlannedEnd.Invalid ? Invalid(plan)
            : Ended(plan);
        var isStuck = plan.Defects.HasFlag(BatchDefects.StuckCancelling);
        var done = hadEnded || (now >= cancel + plan.CancelDuration && !isStuck);
        // What was running then may complete after all.
        var last = cancel + CancelTail;
        var finished = plan.FinishedAt(now < last ? now : last);
        return new BatchState
        {
            Status = done ? BatchStatus.Cancelled : BatchStatus.Cancelling,
            Finished = finished,
            Failed = plan.FailedAmong(finished),
            IsGrowing = now < last && finished < plan.FinishedAt(last),
            InProgressAt = plan.Rerun is not null || cancel >= plan.ValidatedAt ? plan.InProgressAt : null,
            CompletedAt = end.CompletedAt,
            FailedAt = end.FailedAt,
            CancellingAt = cancel,
            CancelledAt =
                done && !hadEnded ? cancel + plan.CancelDuration
                : done ? cancel
                : null,
        };
    }
}
