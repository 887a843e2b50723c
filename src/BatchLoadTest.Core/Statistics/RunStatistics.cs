using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>The figures of a run: the sum of its intervals. One writer.</summary>
public sealed class RunStatistics
{
    private readonly RunTerms terms;
    private readonly List<RunStatistics> classes = [];
    private readonly StepNames names;
    private readonly DateTimeOffset startedAt;
    private readonly long firstSecond;
    private readonly PerStep<StepStatistics> steps;
    private readonly StepStatistics total;
    private readonly FailureCounts failures = new();
    private readonly FailureCounts ownFaults = new();
    private readonly SlowestRequests slowest = new();
    private readonly DeadlineOrder order;
    private readonly BatchStatistics batches;
    private readonly SilenceStatistics silence = new();
    private readonly StartStatistics starts = new();
    private readonly WarmUpCounts warmUp = new();
    private readonly LatencyByUsers byUsers = new();
    private readonly PaceStatistics pace;
    private readonly bool canDrop;
    private readonly TimeCounts began = new();
    private readonly WeightedTimes weighted = new();
    private readonly LatencyHistogram successes = new();
    private bool knowsStarts = true;
    private GeneratorSummary generator = GeneratorSummary.Empty;
    private readonly SortedDictionary<int, CostEstimate> estimates = [];
    private readonly ListCounts lists = new();
    private PromptCounts prompts;
    private bool isWatched;

    /// <summary>Without any interval yet.</summary>
    /// <param name="names">Names of the steps.</param>
    /// <param name="startedAt">When the run started.</param>
    /// <param name="terms">What was asked for; nothing is known where left out.</param>
    public RunStatistics(StepNames names, DateTimeOffset startedAt, RunTerms? terms = null)
        : this(names, startedAt, terms ?? RunTerms.None, new DeadlineOrder(), ofClass: 0) { }

    private RunStatistics(StepNames names, DateTimeOffset startedAt, RunTerms terms, DeadlineOrder order, int ofClass)
    {
        (this.terms, this.order) = (terms, order);
        batches = new BatchStatistics(terms, order, ofClass);
        pace = new PaceStatistics(terms.Profile);
        canDrop = terms.Profile?.IsOpen ?? true;
        this.names = names;
        this.startedAt = startedAt;
        firstSecond = startedAt.ToUnixTimeSeconds();
        // Intervals are seconds of the wall clock; the first one had begun before the run did.
        var missed = startedAt - DateTimeOffset.FromUnixTimeSeconds(firstSecond);
        steps = new(step => new StepStatistics(names[step], missed, firstSecond, terms.Limits[step] ?? TimeSpan.Zero));
        total = new StepStatistics(step: null, missed, firstSecond);
    }

    /// <summary>Adds one interval.</summary>
    public void Add(Interval interval)
    {
        var second = Math.Max(0, interval.Second - firstSecond);
        foreach (var step in StepCatalogue.Steps)
        {
            var counters = interval.Steps[step];
            if (!counters.IsEmpty)
            {
                steps[step].Add(counters, second);
                total.Add(counters, second);
            }
        }

        // Where one second does not say when its requests began, none can be weighed: the others' shares would be wrong.
        knowsStarts &= interval.KnowsStarts;
        if (knowsStarts)
        {
            AddByTime(interval);
        }

        failures.Add(interval.Failures);
        ownFaults.Add(interval.OwnFaults);
        slowest.Add(interval.Slowest);
        prompts = prompts.Plus(interval.Prompts);
        AddEstimates(interval);
        lists.Add(interval.Lists, ListCounts.MaxExamplesOfRun);
        batches.Add(interval, DateTimeOffset.FromUnixTimeSeconds(interval.Second + 1) - startedAt);
        generator = generator.With(interval.Generator);
        silence.Add(interval);
        starts.Add(interval);
        byUsers.Add(interval);
        warmUp.Add(interval.WarmUp);
        pace.Add(interval, DateTimeOffset.FromUnixTimeSeconds(interval.Second) - startedAt);
        isWatched |= interval.JudgedSteps is not null;
        AddClasses(interval);
    }

    /// <summary>
    /// Leaves out the examples of an interval that the run has no room for, before it is added or recorded: so a journal holds
    /// few, however long the run.
    /// </summary>
    public void KeepExamples(Interval interval)
    {
        interval.Failures.KeepExamplesNewTo(failures);
        interval.OwnFaults.KeepExamplesNewTo(ownFaults);
        interval.Slowest.KeepWhatIsSlowTo(slowest);
    }

    /// <summary>Tells what is slow from now on.</summary>
    public void TellBounds(SlowBounds bounds) => slowest.TellBounds(bounds);

    /// <summary>
    /// For figures that begin in the middle of a run: what is in flight then counts as created, as it will end among them.
    /// </summary>
    public void Carry(RunSnapshot before)
    {
        Carry(before.Batches.InFlight, before.Batches.RowsInFlight);
        for (var number = 1; number <= before.Classes.Count; number++)
        {
            var figures = before.Classes[number - 1].Figures.Batches;
            Carry(figures.InFlight, figures.RowsInFlight, number);
        }
    }

    /// <summary>The same for what is in flight, in batches and in their rows.</summary>
    public void Carry(long inFlight, long rows) => batches.Carry(inFlight, rows);

    /// <summary>The same for one class, whose batches are among those.</summary>
    /// <param name="inFlight">Batches.</param>
    /// <param name="rows">Their rows.</param>
    /// <param name="number">The class, from 1.</param>
    public void Carry(long inFlight, long rows, int number) => OfClass(number).Carry(inFlight, rows);

    /// <summary>All figures as they stand.</summary>
    /// <param name="users">Virtual users that run now.</param>
    /// <param name="elapsed">Time since the run's start that rates refer to.</param>
    public RunSnapshot Snapshot(int users, TimeSpan elapsed)
    {
        IReadOnlyList<StepSummary> summaries =
        [
            .. steps.Where(step => !step.IsEmpty).Select(step => step.Summarise(elapsed, Scratch, successes)),
        ];
        return new()
        {
            Elapsed = elapsed,
            Users = users,
            Steps = summaries,
            // What hangs is decided by what is usual for its own step.
            Total = total.Summarise(elapsed, Scratch, successes) with
            {
                Hung = summaries.Sum(step => step.Hung),
            },
            Silence = silence.Summarise(elapsed),
            IsWatched = isWatched,
            Failures = failures.Summarise(names),
            OwnFaults = ownFaults.Summarise(names),
            Slowest = [.. slowest.All],
            Prompts = prompts with { MayRepeat = prompts.MayRepeat || RepeatsFiles },
            Estimates = [.. estimates.Values],
            Lists = ListSummary.Of(lists),
            Batches = batches.Summarise(elapsed),
            Generator = generator,
            Starts = starts.Summarise() with { CanDrop = canDrop },
            Pace = pace.Summarise(),
            LatencyByUsers = byUsers.Summarise(),
            WarmUp = WarmUpSummary.Of(warmUp),
            Classes =
            [
                .. terms.Classes.Select(
                    (asked, index) => new ClassSummary(asked, OfClass(index + 1).Snapshot(0, elapsed))
                ),
            ],
        };
    }

    // Whether two classes have the same prompts in their files nobody has looked.
    private bool RepeatsFiles => classes.Count(part => part.prompts.Repeated > 0) > 1;

    // The first of each class: every process asks. One that was refused is none.
    private void AddEstimates(Interval interval)
    {
        foreach (var estimate in interval.Estimates)
        {
            if (!estimates.TryGetValue(estimate.Class, out var known) || known.Problem is not null)
            {
                estimates[estimate.Class] = estimate;
            }
        }
    }

    private RunStatistics OfClass(int number)
    {
        while (classes.Count < number)
        {
            var next = classes.Count + 1;
            classes.Add(new RunStatistics(names, startedAt, terms.OfClass(next), order, next));
        }

        return classes[number - 1];
    }

    private void AddClasses(Interval interval)
    {
        interval.TellClasses();
        for (var number = 1; number <= interval.Classes.Count; number++)
        {
            OfClass(number).Add(interval.Classes[number - 1]);
        }
    }

    private WeightedTimes? Scratch => knowsStarts ? weighted : null;

    private void AddByTime(Interval interval)
    {
        foreach (var step in StepCatalogue.Steps)
        {
            var counters = interval.Steps[step];
            if (!counters.IsEmpty)
            {
                counters.Starts.OthersOf(counters.Latency, began);
                steps[step].ByTime.Add(interval.Second, counters, began);
                total.ByTime.Add(interval.Second, counters, began);
            }

            steps[step].ByTime.Settle(interval.Second, interval.StartsCompleteBefore);
        }

        total.ByTime.Settle(interval.Second, interval.StartsCompleteBefore);
    }
}
