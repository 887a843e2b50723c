using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// Counts measurements into the interval of the current second and closes it when the second is over: then it goes to
/// the run's figures and to the journal, so that both hold the same. Exactly one caller at a time (the pump); everybody
/// else reads snapshots.
/// </summary>
public sealed class StatisticsCollector
{
    private readonly RunClock clock;
    private readonly Func<LoadState> load;
    private readonly GeneratorWatch? watch;
    private readonly SilenceWatch? silence;
    private readonly IIntervalSink? journal;
    private readonly SlowBounds? bounds;
    private readonly RunStatistics run;
    private readonly Interval open = new();
    private TimeSpan openBegin;
    private LoadState before;

    /// <summary>A collector for one run.</summary>
    /// <param name="names">Names of the steps.</param>
    /// <param name="clock">The run's time; its provider's time stamps are those of the measurements.</param>
    /// <param name="load">Says what the engine is doing.</param>
    /// <param name="watch">Watches this process; null where nobody asks.</param>
    /// <param name="journal">Takes each interval that is over; null where none is kept.</param>
    /// <param name="silence">Watches what requests wait for; null where nobody asks.</param>
    /// <param name="terms">What was asked for; nothing is known where left out.</param>
    /// <param name="bounds">Gets what is slow from now on; null where nobody asks.</param>
    public StatisticsCollector(
        StepNames names,
        RunClock clock,
        Func<LoadState> load,
        GeneratorWatch? watch = null,
        IIntervalSink? journal = null,
        SilenceWatch? silence = null,
        RunTerms? terms = null,
        SlowBounds? bounds = null
    )
    {
        this.bounds = bounds;
        this.clock = clock;
        this.load = load;
        this.watch = watch;
        this.journal = journal;
        this.silence = silence;
        run = new RunStatistics(names, clock.StartedAt, terms);
        Begin(clock.SecondOf(TimeSpan.Zero));
    }

    /// <summary>
    /// The second, as Unix time, before which no request began that has not been added yet; 0 where nobody knows. Whoever
    /// knows it says so when everything that had ended by then was added.
    /// </summary>
    public long StartsCompleteBefore { get; set; }

    /// <summary>Adds one request.</summary>
    public void Add(in Measurement measurement)
    {
        var end = clock.ElapsedAt(measurement.Start) + measurement.Latency;
        CloseBefore(clock.SecondOf(end));
        open.Add(measurement, end, openBegin);
        silence?.Add(measurement);
    }

    /// <summary>Looks at what waits now; after everything that has ended was added.</summary>
    public void Look() => silence?.Look();

    /// <summary>Adds what uploads asked for that the service has taken.</summary>
    /// <param name="prompts">What they asked for.</param>
    /// <param name="batchClass">The class of their batches, from 1; 0 where there are no classes.</param>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0) => open.Uploaded(prompts, batchClass);

    /// <summary>Adds one accepted batch.</summary>
    /// <param name="rows">Rows that were uploaded for it.</param>
    /// <param name="createdAt">When its create request was sent.</param>
    /// <param name="batchClass">Its class, from 1; 0 where there are no classes.</param>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0) =>
        open.BatchCreated(rows, createdAt, batchClass);

    /// <summary>Adds the end of a batch.</summary>
    public void BatchEnded(BatchRecord record) => open.BatchEnded(record);

    /// <summary>Adds the comparison of a batch's tokens with the service's own sums.</summary>
    public void UsageChecked(UsageCheck check) => open.UsageChecked(check);

    /// <summary>Adds what came of asking that an upload expires.</summary>
    public void Expires(FileExpiry expiry) => open.Expires(expiry);

    /// <summary>Adds what the service estimates that a file costs.</summary>
    public void Estimated(CostEstimate estimate) => open.Estimates.Add(estimate);

    /// <summary>Adds moments at which the lists were to be read.</summary>
    /// <param name="due">How many.</param>
    /// <param name="notBegun">Those at which they were not.</param>
    public void ListingDue(long due, long notBegun) => open.Lists.AddDue(due, notBegun);

    /// <summary>Adds a walk through a list.</summary>
    public void Listed(ListWalk walk) => open.Lists.Add(walk);

    /// <summary>Adds the start of an iteration.</summary>
    /// <param name="delay">How much later than intended.</param>
    public void WorkflowStarted(TimeSpan delay) => open.StartDelays.Record(delay);

    /// <summary>Adds the end of an iteration.</summary>
    /// <param name="duration">What it took.</param>
    public void WorkflowEnded(TimeSpan duration) => open.Workflows.Record(duration);

    /// <summary>Adds what belongs to the warm-up.</summary>
    public void WarmUp(WarmUpCounts counts) => open.WarmUp.Add(counts);

    /// <summary>Adds answers about other objects than those that were asked for.</summary>
    public void ForeignAnswers(int answers) => open.ForeignAnswers += answers;

    /// <summary>
    /// The figures of all seconds that are over at <paramref name="elapsed"/>; what came after is in the next snapshot.
    /// </summary>
    public RunSnapshot SnapshotOfWholeSeconds(TimeSpan elapsed)
    {
        var second = clock.SecondOf(elapsed);
        CloseBefore(second);
        var begin = clock.BeginOf(second);
        return run.Snapshot(load().Users, begin > TimeSpan.Zero ? begin : TimeSpan.Zero);
    }

    /// <summary>All figures as they stand.</summary>
    /// <param name="elapsed">Time since the run's start that rates refer to.</param>
    public RunSnapshot Snapshot(TimeSpan elapsed)
    {
        Close(clock.SecondOf(clock.Elapsed));
        return run.Snapshot(load().Users, elapsed);
    }

    private void CloseBefore(long second)
    {
        if (open.Second < second)
        {
            Close(second);
        }
    }

    private void Close(long next)
    {
        var now = load();
        open.Users = now.Users;
        open.IterationsStarted = now.IterationsStarted - before.IterationsStarted;
        open.IterationsEnded = now.IterationsEnded - before.IterationsEnded;
        open.IterationsFailed = now.IterationsFailed - before.IterationsFailed;
        open.StartsDropped = now.StartsDropped - before.StartsDropped;
        open.StartsLateByPacing = now.StartsLateByPacing - before.StartsLateByPacing;
        open.IsStopping = now.OverAt is { } over && over < clock.BeginOf(open.Second + 1);
        open.Generator = watch?.Take(open.Second) ?? default;
        open.JudgedSteps = silence?.JudgedSteps;
        silence?.Take(open.Silences, open.Quiet);
        open.StartsCompleteBefore = StartsCompleteBefore;
        before = now;
        run.KeepExamples(open);
        run.Add(open);
        if (bounds is not null)
        {
            run.TellBounds(bounds);
        }

        journal?.Write(open);
        Begin(next);
    }

    private void Begin(long second)
    {
        open.Clear(second);
        openBegin = clock.BeginOf(second);
    }
}
