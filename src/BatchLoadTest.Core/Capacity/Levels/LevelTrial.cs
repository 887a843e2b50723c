using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Capacity.Levels;

/// <summary>
/// One level from drain to verdict. It is told each second what happened, and says what comes next: nothing in it reads a
/// clock or starts a batch.
/// </summary>
public sealed class LevelTrial
{
    private const int MostSettleFactor = 3;

    private LevelPlan plan;
    private readonly LevelRules rules;
    private readonly LevelJudge judge;
    private readonly List<LevelSecond> measured = [];
    private readonly List<double> turnarounds = [];
    private readonly List<double>[] samples;
    private readonly List<double> settling = [];
    private readonly List<double> settlingTurnarounds = [];
    private double settledRows;
    private int batches;
    private double nextLook;

    /// <summary>A level that begins to drain.</summary>
    public LevelTrial(LevelPlan plan, LevelRules rules)
    {
        this.plan = plan;
        this.rules = rules;
        judge = new LevelJudge(rules);
        samples = [.. rules.Thresholds.Select(_ => new List<double>())];
        nextLook = rules.FewestBatches;
    }

    /// <summary>Where the level is.</summary>
    public LevelPhase Phase { get; private set; } = LevelPhase.Draining;

    /// <summary>Seconds since the level began, all phases together.</summary>
    public int Seconds { get; private set; }

    /// <summary>Whether rows in flight were stationary (MSER-5) when measuring began, or the wait for it was given up.</summary>
    public bool WasStationary { get; private set; }

    /// <summary>The last look; undecided before the first.</summary>
    public LevelDecision Decision { get; private set; } = new(LevelVerdict.Undecided, "not measured yet");

    /// <summary>Takes the next second and says in which phase the one after it is.</summary>
    /// <param name="second">What happened in it.</param>
    /// <param name="ended">Turnarounds, in seconds, of the batches that ended in it.</param>
    /// <param name="thresholdSamples">For each threshold its samples of this second; may be empty while draining.</param>
    public LevelPhase Add(
        LevelSecond second,
        IReadOnlyList<double> ended,
        IReadOnlyList<IReadOnlyList<double>> thresholdSamples
    )
    {
        Seconds++;
        switch (Phase)
        {
            case LevelPhase.Draining:
                Drain(second);
                break;
            case LevelPhase.Settling:
                Settle(second, ended);
                break;
            case LevelPhase.Measuring:
                Measure(second, ended, thresholdSamples);
                break;
            default:
                throw new InvalidOperationException("The level has ended.");
        }

        return Phase;
    }

    /// <summary>Looks at what there is, where time or a person ends the level early.</summary>
    public LevelDecision Stop()
    {
        if (Phase == LevelPhase.Measuring)
        {
            Look();
        }

        Phase = LevelPhase.Ended;
        return Decision;
    }

    private void Drain(LevelSecond second)
    {
        if (second.UnfinishedRows <= plan.DrainToRows || Seconds >= plan.MostDrainSeconds)
        {
            Phase = LevelPhase.Settling;
        }
    }

    private void Settle(LevelSecond second, IReadOnlyList<double> ended)
    {
        settling.Add(second.UnfinishedRows);
        settledRows += second.EndedRows;
        settlingTurnarounds.AddRange(ended);
        batches += second.AppliedStarts;
        if (settling.Count < plan.LeastSettleSeconds || batches < plan.LeastSettleBatches)
        {
            return;
        }

        WasStationary = settling.Count >= 2 * P95(settlingTurnarounds) && Mser5.IsStationary(settling);
        // A backlog that grows never settles; measuring will say so.
        var isLongEnough =
            batches >= plan.MostSettleBatches && settling.Count >= MostSettleFactor * plan.LeastSettleSeconds;
        if (WasStationary || isLongEnough)
        {
            plan = plan.IsClosed ? plan with { Load = Settled() } : plan;
            Phase = LevelPhase.Measuring;
            batches = 0;
        }
    }

    private void Measure(LevelSecond second, IReadOnlyList<double> ended, IReadOnlyList<IReadOnlyList<double>> given)
    {
        measured.Add(second);
        turnarounds.AddRange(ended);
        foreach (var (all, some) in samples.Zip(given))
        {
            all.AddRange(some);
        }

        // What was due, not what was started: a generator that starts nothing is judged too.
        batches += second.IntendedStarts;
        var isLast = batches >= MostBatches;
        if (batches < nextLook && !isLast)
        {
            return;
        }

        nextLook = batches * rules.LookFactor;
        Look();
        if (isLast || Decision.Verdict != LevelVerdict.Undecided)
        {
            Phase = LevelPhase.Ended;
        }
    }

    private LevelLoad Settled() =>
        plan.Load with
        {
            BatchesPerSecond = Math.Max(1, settledRows / plan.Load.RowsPerBatch) / settling.Count,
        };

    // A level that has to last may need more batches than one that is only to be decided.
    private double MostBatches =>
        Math.Max(rules.MostBatches, plan.LeastMeasureSeconds * plan.Load.BatchesPerSecond * rules.LookFactor);

    private void Look() =>
        Decision = judge.Look(
            new LevelObservation(plan.Load, measured, turnarounds, samples),
            new LevelLook(measured.Count >= plan.LeastMeasureSeconds, Decision.IsGrowing)
        );

    private static double P95(List<double> values) =>
        values.Count == 0 ? 0 : values.Order().ElementAt((int)Math.Ceiling(0.95 * values.Count) - 1);
}
