using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of all batches. One writer: the collector.</summary>
/// <param name="terms">What was asked for.</param>
/// <param name="order">The order in which all batches of the run are due.</param>
/// <param name="ofClass">The class whose batches these are, from 1; 0 for those of all, which alone go into the order.</param>
internal sealed class BatchStatistics(RunTerms terms, DeadlineOrder order, int ofClass)
{
    private const int MaxExamples = 20;

    // Fewer say little about how long a batch may take.
    private const int CompletedForOverdue = 10;
    private const int OverdueTimes = 2;

    private readonly long[] byOutcome = new long[BatchOutcomes.Count];
    private readonly long[] notAwaited = new long[BatchOutcomes.Count];
    private readonly LatencyHistogram turnaround = new();
    private readonly LatencyHistogram queued = new();
    private readonly LatencyHistogram running = new();
    private readonly LatencyHistogram finalizing = new();
    private readonly LatencyHistogram observationLag = new();
    private readonly ResultStatistics results = new(terms.Prices);
    private readonly ReadStatistics reads = new();
    private readonly CancelStatistics cancels = new();
    private readonly RetryStatistics retries = new();
    private readonly DeleteStatistics deletes = new();
    private readonly ExpiryStatistics expiries = new();
    private readonly InFlightSeries inFlight = new();
    private readonly OpenBatches open = new();
    private readonly UnknownStatuses unknownStatuses = new();
    private readonly List<BatchRecord> examples = [];
    private readonly LongestBatches slowest = new();
    private readonly LongestBatches oldest = new();

    // One a user at the most, and only at the end of its run.
    private readonly List<TimeSpan> unfinished = [];
    private BatchViolations violations;
    private TimeSpan longestCompleted;
    private TimeSpan oldestUnfinished;
    private TimeSpan oldestInFlight;
    private long created;
    private long carried;
    private long createdRows;
    private long endedRows;
    private long polls;
    private long wastedPolls;
    private long missedWindow;
    private long windowsJudged;
    private long windowsAttained;
    private long lateOutputs;
    private long? foreignAnswers = 0;

    /// <param name="interval">What happened.</param>
    /// <param name="end">Its end, from the run's start.</param>
    public void Add(Interval interval, TimeSpan end)
    {
        created += interval.BatchesCreated;
        createdRows += interval.RowsCreated;
        foreach (var createdAt in interval.BatchesCreatedAt)
        {
            open.Add(createdAt);
        }

        foreach (var record in interval.BatchesEnded)
        {
            open.Remove(record.CreatedAt);
            Ended(record);
        }

        results.Add(interval.UsageChecks);
        expiries.Add(interval.Expiries);
        foreignAnswers += interval.ForeignAnswers;
        var now = DateTimeOffset.FromUnixTimeSeconds(interval.Second + 1);
        oldestInFlight = open.Oldest is { } oldest && oldest < now ? now - oldest : TimeSpan.Zero;

        inFlight.Add(new InFlightPoint(end, created - byOutcome.Sum(), createdRows - endedRows));
    }

    private void Ended(BatchRecord record)
    {
        byOutcome[(int)record.Outcome]++;
        notAwaited[(int)record.Outcome] += record.NotAwaited ? 1 : 0;
        endedRows += record.Rows;
        polls += record.Polls;
        wastedPolls += record.WastedPolls;
        missedWindow += record.MissedWindow ? 1 : 0;
        lateOutputs += record.LateOutput ? 1 : 0;
        // Whether an unknown status is a violation shows by what followed it, not by how often it was polled.
        violations = violations.Plus(record.Violations with { UnknownStatus = 0 });
        unknownStatuses.Add(record);
        if (record.Outcome == BatchOutcome.Completed && record.Turnaround > longestCompleted)
        {
            longestCompleted = record.Turnaround;
        }
        else if (record.Outcome == BatchOutcome.Unfinished)
        {
            // Between two polls it may have ended: a long poll interval must make no batch overdue.
            unfinished.Add(record.LastSeen ?? record.Turnaround);
        }

        (record.Outcome == BatchOutcome.Unfinished ? oldest : slowest).Add(record);
        results.Add(record);
        reads.Add(record);
        cancels.Add(record);
        retries.Add(record);
        deletes.Add(record);
        expiries.Add(record);
        var isAttained = terms.IsAttained(record);
        windowsJudged += isAttained is null ? 0 : 1;
        windowsAttained += isAttained == true ? 1 : 0;
        if (ofClass == 0)
        {
            order.Add(record, terms.WindowOf(record));
        }

        if (!record.Outcome.IsSeenToEnd())
        {
            oldestUnfinished = record.Turnaround > oldestUnfinished ? record.Turnaround : oldestUnfinished;
        }
        else if (record.HasTurnaround)
        {
            AddTimes(record);
        }

        if (
            record.Outcome != BatchOutcome.Completed
            && (!record.Outcome.IsByRun() || record.Retry is { Result: not RetryResult.Retried })
            && examples.Count < MaxExamples
        )
        {
            examples.Add(record);
        }
    }

    /// <summary>Begins with batches that were in flight before: they will end among these.</summary>
    public void Carry(long batches, long rows)
    {
        created += batches;
        carried += batches;
        createdRows += rows;
    }

    public BatchSummary Summarise(TimeSpan elapsed)
    {
        var (unknown, endless) = unknownStatuses.Summarise();
        return new()
        {
            Created = created,
            Carried = carried,
            ByOutcome = [.. byOutcome],
            NotAwaitedByOutcome = [.. notAwaited],
            CreatedRows = createdRows,
            RowsInFlight = createdRows - endedRows,
            Turnaround = turnaround.Summarise(),
            Queued = queued.Summarise(),
            Running = running.Summarise(),
            Finalizing = finalizing.Summarise(),
            ObservationLag = observationLag.Summarise(),
            OldestUnfinished = oldestUnfinished,
            OldestInFlight = oldestInFlight,
            Polls = polls,
            WastedPolls = wastedPolls,
            MissedWindow = missedWindow,
            WindowsJudged = windowsJudged,
            WindowsAttained = windowsAttained,
            Deadlines = Deadlines,
            Overtakings = ofClass == 0 ? order.Examples : order.ExamplesOfClass(ofClass),
            Window = terms.OneWindow,
            LateOutputs = lateOutputs,
            ForeignAnswers = foreignAnswers,
            LongestCompleted = longestCompleted,
            Overdue =
                byOutcome[(int)BatchOutcome.Completed] < CompletedForOverdue
                    ? null
                    : unfinished.Count(age => age > OverdueTimes * longestCompleted),
            Violations = violations with { UnknownStatus = endless },
            UnknownStatuses = unknown,
            Results = results.Summarise(elapsed),
            Reads = reads.Summarise(),
            Cancels = cancels.Summarise(),
            Retries = retries.Summarise(),
            Deletes = deletes.Summarise(),
            Expiries = expiries.Summarise(),
            InFlightOverTime = inFlight.Points,
            Examples = [.. examples],
            Slowest = slowest.Summarise(),
            Unfinished = oldest.Summarise(),
        };
    }

    /// <summary>Writes all that only adds up, in the order in which <see cref="ReadCounts"/> takes it.</summary>
    public void WriteCounts(List<long> counts)
    {
        var unknown = unknownStatuses.Summarise().Endless;
        counts.AddRange(byOutcome);
        counts.AddRange(notAwaited);
        counts.AddRange(created, polls, wastedPolls, missedWindow, lateOutputs, foreignAnswers ?? 0);
        counts.AddRange(windowsJudged, windowsAttained, Deadlines.Judged, Deadlines.Overtaken);
        counts.AddRange(violations.Backwards, violations.CountsShrank, unknown, violations.NotFound);
        results.WriteCounts(counts);
        reads.WriteCounts(counts);
        cancels.WriteCounts(counts);
        retries.WriteCounts(counts);
        deletes.WriteCounts(counts);
        expiries.WriteCounts(counts);
    }

    /// <summary>What was counted in a window; times are empty, and so is what does not add up.</summary>
    /// <param name="counted">What was written at its end, less what was at its beginning.</param>
    /// <param name="inFlight">Batches in flight at its beginning, which end in it or later.</param>
    /// <param name="length">How long it is.</param>
    public static BatchSummary ReadCounts(CountDifference counted, long inFlight, TimeSpan length) =>
        new()
        {
            ByOutcome = counted.Next(BatchOutcomes.Count),
            NotAwaitedByOutcome = counted.Next(BatchOutcomes.Count),
            Created = counted.Next() + inFlight,
            Carried = inFlight,
            Polls = counted.Next(),
            WastedPolls = counted.Next(),
            MissedWindow = counted.Next(),
            LateOutputs = counted.Next(),
            ForeignAnswers = counted.Next(),
            WindowsJudged = counted.Next(),
            WindowsAttained = counted.Next(),
            Deadlines = new DeadlineCounts(counted.Next(), counted.Next()),
            Violations = new BatchViolations(
                (int)counted.Next(),
                (int)counted.Next(),
                (int)counted.Next(),
                (int)counted.Next()
            ),
            Results = ResultStatistics.ReadCounts(counted, length),
            Reads = ReadStatistics.ReadCounts(counted),
            Cancels = CancelStatistics.ReadCounts(counted),
            Retries = RetryStatistics.ReadCounts(counted),
            Deletes = DeleteStatistics.ReadCounts(counted),
            Expiries = ExpiryStatistics.ReadCounts(counted),
            Turnaround = LatencySummary.Empty,
            Examples = [],
        };

    // Who overtakes a batch may be of another class.
    private DeadlineCounts Deadlines => ofClass == 0 ? order.Counts : order.OfClass(ofClass);

    private void AddTimes(BatchRecord record)
    {
        turnaround.Record(record.Turnaround);
        Add(queued, record.Phases.Queued);
        Add(running, record.Phases.Running);
        Add(finalizing, record.Phases.Finalizing);
        Add(observationLag, record.Phases.ObservationLag);
    }

    private static void Add(LatencyHistogram histogram, TimeSpan? time)
    {
        if (time is { } known)
        {
            histogram.Record(known);
        }
    }
}
