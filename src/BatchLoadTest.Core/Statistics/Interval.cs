using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// What happened within one second of the wall clock. Intervals add up: those of a run to its totals, those of several
/// processes to a common one. Large (histograms), so one object is filled again and again; who is handed one copies what
/// is to last.
/// </summary>
public sealed class Interval
{
    private readonly List<Interval> classes = [];

    /// <summary>The second, as Unix time.</summary>
    public long Second { get; set; }

    /// <summary>Virtual users that ran at its end.</summary>
    public int Users { get; set; }

    /// <summary>Iterations begun in it.</summary>
    public long IterationsStarted { get; set; }

    /// <summary>Iterations that ended in it, in whatever way.</summary>
    public long IterationsEnded { get; set; }

    /// <summary>Of those, the ones that failed.</summary>
    public long IterationsFailed { get; set; }

    /// <summary>Whether the load was over by its end: nothing new began for at least a part of it.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Starts that were due in it and had no free user.</summary>
    public long StartsDropped { get; set; }

    /// <summary>Iterations begun in it later than their pacing asked for.</summary>
    public long StartsLateByPacing { get; set; }

    /// <summary>Actual minus intended start of the iterations begun in it.</summary>
    public LatencyHistogram StartDelays { get; } = new();

    /// <summary>What the iterations took that came to their own end in it.</summary>
    public LatencyHistogram Workflows { get; } = new();

    /// <summary>What belongs to the warm-up, and is in no other figure.</summary>
    public WarmUpCounts WarmUp { get; } = new();

    /// <summary>What was counted of each step.</summary>
    public PerStep<StepCounters> Steps { get; } = new(_ => new StepCounters());

    /// <summary>Failures by step and kind.</summary>
    public FailureCounts Failures { get; } = new();

    /// <summary>
    /// Requests that this machine is to blame for, by step and kind (<see cref="Outcomes.IsOwnFault"/>); in no other figure.
    /// </summary>
    public FailureCounts OwnFaults { get; } = new();

    /// <summary>Requests that were among the slowest of their step when they ended.</summary>
    public SlowestRequests Slowest { get; } = new();

    /// <summary>What the uploads asked for that the service took.</summary>
    public PromptCounts Prompts { get; set; }

    /// <summary>Batches that the service accepted.</summary>
    public long BatchesCreated { get; set; }

    /// <summary>Rows uploaded for them.</summary>
    public long RowsCreated { get; set; }

    /// <summary>When the create requests of <see cref="BatchesCreated"/> were sent, where that is known.</summary>
    public IList<DateTimeOffset> BatchesCreatedAt { get; } = [];

    /// <summary>Batches whose end was recorded.</summary>
    public IList<BatchRecord> BatchesEnded { get; } = [];

    /// <summary>Batches whose tokens were compared with the service's own sums.</summary>
    public UsageChecks UsageChecks { get; } = new();

    /// <summary>What came of asking that uploads expire.</summary>
    public FileExpiries Expiries { get; } = new();

    /// <summary>What the service estimates that files cost: once a class and process.</summary>
    public IList<CostEstimate> Estimates { get; } = [];

    /// <summary>What came of reading the service's lists.</summary>
    public ListCounts Lists { get; } = new();

    /// <summary>
    /// Answers about another object than the one that was asked for. Null where nobody looked: a journal of format 1.
    /// </summary>
    public long? ForeignAnswers { get; set; } = 0;

    /// <summary>How the load generator itself fared.</summary>
    public GeneratorSample Generator { get; set; }

    /// <summary>Steps of which enough was known to call a wait too long; null where nobody watched.</summary>
    public int? JudgedSteps { get; set; }

    /// <summary>
    /// Parts of stretches in which the service answered nothing while requests waited, found in this second. They may have
    /// begun in an earlier one.
    /// </summary>
    public IList<SilencePiece> Silences { get; } = [];

    /// <summary>Likewise parts of those in which this process heard nothing, whether it waited or not.</summary>
    public IList<SilencePiece> Quiet { get; } = [];

    /// <summary>Whether it is known in which seconds the requests began: not from a journal of format 1.</summary>
    public bool KnowsStarts { get; set; } = true;

    /// <summary>
    /// The second, as Unix time, before which no request began that is in a later interval: that of the oldest open one.
    /// 0 where nobody knows.
    /// </summary>
    public long StartsCompleteBefore { get; set; }

    /// <summary>
    /// Requests and batches of this interval by the class of batches that they belong to, the first class first; empty where
    /// there are no classes. What is here is counted in the interval itself, too.
    /// </summary>
    public IReadOnlyList<Interval> Classes => classes;

    /// <summary>What is counted of one class.</summary>
    /// <param name="number">The class, from 1.</param>
    public Interval OfClass(int number)
    {
        while (classes.Count < number)
        {
            classes.Add(new Interval());
        }

        return classes[number - 1];
    }

    /// <summary>Counts one request.</summary>
    /// <param name="measurement">The request.</param>
    /// <param name="end">When it ended, from the run's start.</param>
    /// <param name="begin">When <see cref="Second"/> began, from the run's start; null to take the request for one that
    /// began in it.</param>
    public void Add(in Measurement measurement, TimeSpan end, TimeSpan? begin = null)
    {
        if (measurement.Outcome.IsOwnFault())
        {
            OwnFaults.Add(measurement, end);
            return;
        }

        var step = Steps[measurement.Step];
        step.Add(measurement);
        step.Starts.Add(measurement, begin is { } known ? end - known : measurement.Latency);
        if (measurement.Outcome.IsFailure())
        {
            Failures.Add(measurement, end);
        }

        if (!measurement.IsLatencyDoubtful && RequestExample.Of(measurement, end) is { } example)
        {
            Slowest.Offer(example);
        }

        if (measurement.Class > 0)
        {
            // Examples are of the whole run.
            OfClass(measurement.Class).Add(measurement with { Class = 0, Identity = null }, end, begin);
        }
    }

    /// <summary>Counts uploads that were taken.</summary>
    /// <param name="prompts">What they asked for.</param>
    /// <param name="batchClass">The class of their batches, from 1; 0 where there are no classes.</param>
    public void Uploaded(in PromptCounts prompts, int batchClass = 0)
    {
        if (batchClass > 0)
        {
            OfClass(batchClass).Uploaded(prompts);
        }

        Prompts = Prompts.Plus(prompts);
    }

    /// <summary>Notes that prompts may have been sent by another process, too.</summary>
    internal void PromptsMayRepeat()
    {
        Prompts = Prompts with { MayRepeat = Prompts.MayRepeat || Prompts.Own > 0 };
        classes.ForEach(part => part.PromptsMayRepeat());
    }

    /// <summary>Counts one accepted batch.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="createdAt">When its create request was sent, where that is known.</param>
    /// <param name="batchClass">Its class, from 1; 0 where there are no classes.</param>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default, int batchClass = 0)
    {
        if (batchClass > 0)
        {
            OfClass(batchClass).BatchCreated(rows, createdAt);
        }

        BatchesCreated++;
        RowsCreated += rows;
        if (createdAt != default)
        {
            BatchesCreatedAt.Add(createdAt);
        }
    }

    /// <summary>Counts one batch whose end was recorded.</summary>
    public void BatchEnded(BatchRecord record)
    {
        BatchesEnded.Add(record);
        if (record.Class > 0)
        {
            OfClass(record.Class).BatchesEnded.Add(record);
        }
    }

    /// <summary>Counts the comparison of a batch's tokens with the service's own sums.</summary>
    public void UsageChecked(UsageCheck check)
    {
        UsageChecks.Add(check);
        if (check.Class > 0)
        {
            OfClass(check.Class).UsageChecks.Add(check);
        }
    }

    /// <summary>Counts what came of asking that an upload expires.</summary>
    public void Expires(FileExpiry expiry)
    {
        Expiries.Add(expiry);
        if (expiry.Class > 0)
        {
            OfClass(expiry.Class).Expiries.Add(expiry);
        }
    }

    /// <summary>Takes batches out again whose end was recorded twice.</summary>
    internal void RemoveEnded(Func<BatchRecord, bool> isRepeated)
    {
        var repeated = BatchesEnded.Where(isRepeated).ToList();
        foreach (var batch in repeated)
        {
            BatchesEnded.Remove(batch);
            if (batch.Class > 0)
            {
                OfClass(batch.Class).BatchesEnded.Remove(batch);
            }
        }
    }

    /// <summary>Says the classes of which second they are, and what is known of it.</summary>
    internal void TellClasses()
    {
        foreach (var part in classes)
        {
            part.Second = Second;
            part.IsStopping = IsStopping;
            part.KnowsStarts = KnowsStarts;
            part.StartsCompleteBefore = StartsCompleteBefore;
        }
    }

    /// <summary>
    /// Counts what happened in the same second elsewhere: counts add, histograms merge. Not users, and not
    /// <see cref="StartsCompleteBefore"/>: a process may have no record of a second, or two. Not silence: it is only where
    /// all processes heard nothing, which no single second tells.
    /// </summary>
    /// <param name="other">The other process's interval.</param>
    /// <param name="shift">How much later the other run started than this one.</param>
    public void Add(Interval other, TimeSpan shift)
    {
        IterationsStarted += other.IterationsStarted;
        IterationsEnded += other.IterationsEnded;
        IterationsFailed += other.IterationsFailed;
        StartsDropped += other.StartsDropped;
        IsStopping |= other.IsStopping;
        StartsLateByPacing += other.StartsLateByPacing;
        StartDelays.Add(other.StartDelays);
        Workflows.Add(other.Workflows);
        WarmUp.Add(other.WarmUp);
        foreach (var step in StepCatalogue.Steps)
        {
            Steps[step].Add(other.Steps[step]);
            Steps[step].Starts.Add(other.Steps[step].Starts);
        }

        KnowsStarts &= other.KnowsStarts;

        Failures.Add(other.Failures, shift);
        OwnFaults.Add(other.OwnFaults, shift);
        Slowest.Add(other.Slowest, shift);
        Prompts = Prompts.Plus(other.Prompts);
        BatchesCreated += other.BatchesCreated;
        RowsCreated += other.RowsCreated;
        foreach (var createdAt in other.BatchesCreatedAt)
        {
            BatchesCreatedAt.Add(createdAt);
        }

        foreach (var batch in other.BatchesEnded)
        {
            BatchesEnded.Add(batch);
        }

        UsageChecks.Add(other.UsageChecks);
        Expiries.Add(other.Expiries);
        foreach (var estimate in other.Estimates)
        {
            Estimates.Add(estimate);
        }

        Lists.Add(other.Lists);
        for (var part = 0; part < other.classes.Count; part++)
        {
            OfClass(part + 1).Add(other.classes[part], shift);
        }

        ForeignAnswers += other.ForeignAnswers;
        Generator = Generator.WorseOf(other.Generator);
        JudgedSteps = JudgedSteps is { } steps ? Math.Max(steps, other.JudgedSteps ?? 0) : other.JudgedSteps;
    }

    /// <summary>Begins another second.</summary>
    public void Clear(long second)
    {
        Second = second;
        Users = 0;
        IterationsStarted = 0;
        IterationsEnded = 0;
        IterationsFailed = 0;
        StartsDropped = 0;
        IsStopping = false;
        StartsLateByPacing = 0;
        StartDelays.Clear();
        Workflows.Clear();
        WarmUp.Clear();
        foreach (var step in Steps)
        {
            step.Clear();
        }

        Failures.Clear();
        OwnFaults.Clear();
        Slowest.Clear();
        Prompts = default;
        BatchesCreated = 0;
        RowsCreated = 0;
        BatchesCreatedAt.Clear();
        BatchesEnded.Clear();
        UsageChecks.Clear();
        Expiries.Clear();
        Estimates.Clear();
        Lists.Clear();
        ForeignAnswers = 0;
        Generator = default;
        JudgedSteps = null;
        Silences.Clear();
        Quiet.Clear();
        KnowsStarts = true;
        StartsCompleteBefore = 0;
        foreach (var part in classes)
        {
            part.Clear(second);
        }
    }
}
