using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>
/// Every figure of a part of a run by blocks, of all batches and of each class that both runs have: in one pass over its
/// seconds and in constant memory.
/// </summary>
internal sealed class RunSampler
{
    private readonly RunWindow seconds;
    private readonly RunWindow batches;
    private readonly RunTerms terms;
    private readonly PerStep<RequestSampler> steps;
    private readonly RequestSampler total;
    private readonly RateBlocks requestRate;
    private readonly RateBlocks rowRate;
    private readonly RateBlocks promptRate;
    private readonly RateBlocks completionRate;
    private readonly BatchSampler batch;
    private DeadlineCounts deadlines;

    private RunSampler(ComparedPart own, ComparedPart other, RunTerms terms)
    {
        (seconds, batches) = (own.Seconds, own.Batches);
        this.terms = terms;
        steps = new(step => Requests(StepCatalogue.Of(step).Id, counts => counts.Of(step)));
        total = Requests(ComparedMetric.Total, counts => counts.Total);
        requestRate = new RateBlocks(seconds, Math.Max(own.RequestRate, other.RequestRate));
        var batchRate = Math.Max(own.BatchRate, other.BatchRate);
        rowRate = new RateBlocks(seconds, batchRate);
        promptRate = new RateBlocks(seconds, batchRate);
        completionRate = new RateBlocks(seconds, batchRate);
        batch = new BatchSampler(batches.Counts, other.Batches.Counts, terms);

        RequestSampler Requests(string group, Func<SampleCounts, long> count) =>
            new(group, count(seconds.Counts), Math.Min(count(seconds.Counts), count(other.Seconds.Counts)));
    }

    /// <summary>All figures, in an order that is the same for every run: of all batches, then of each class.</summary>
    /// <param name="run">The run.</param>
    /// <param name="own">Its part that is compared.</param>
    /// <param name="other">The other run's.</param>
    /// <param name="classes">The classes that both have, in the same order for both.</param>
    public static IReadOnlyList<FigureSample> Read(
        RecordedRun run,
        ComparedPart own,
        ComparedPart other,
        IEnumerable<ComparedClass> classes
    )
    {
        var asked = RecordedRun.TermsOf(run.Run);
        var sampler = new RunSampler(own, other, asked);
        var parts = classes
            .Select(each =>
                (
                    Class: each,
                    Sampler: new RunSampler(own.OfClass(each.Own), other.OfClass(each.Other), asked.OfClass(each.Own))
                )
            )
            .ToList();
        var order = new DeadlineOrder();
        foreach (var interval in run.History.Read())
        {
            foreach (var ended in interval.BatchesEnded)
            {
                order.Add(ended, asked.WindowOf(ended));
            }

            sampler.Add(interval.Second, interval, order.Counts);
            foreach (var (each, part) in parts)
            {
                var measured = each.Own <= interval.Classes.Count ? interval.Classes[each.Own - 1] : null;
                part.Add(interval.Second, measured, order.OfClass(each.Own));
            }
        }

        return [.. sampler.Figures(), .. parts.SelectMany(part => part.Sampler.Figures(part.Class.Name))];
    }

    private IEnumerable<FigureSample> Figures(string? ofClass = null)
    {
        IReadOnlyList<FigureSample> all =
        [
            .. total.Figures(),
            requestRate.Figure(new ComparedMetric(ComparedMetric.Total, "requests/s", FigureKind.Rate)),
            .. steps.SelectMany(step => step.Figures()),
            TokenRate(promptRate, "in/s"),
            TokenRate(completionRate, "out/s"),
            .. batch.Figures(),
            rowRate.Figure(new ComparedMetric(ComparedMetric.Batch, "rows/s", FigureKind.Rate)),
        ];
        // Last what was taken and paid; a part of that comes from the batches, too.
        return all.OrderBy(figure => figure.Metric.Group is ComparedMetric.Tokens or ComparedMetric.Cost)
            .Select(figure => figure with { Metric = figure.Metric with { Class = ofClass } });
    }

    // Where rows do not say what they took, nobody knows: that is no zero.
    private FigureSample TokenRate(RateBlocks rate, string name)
    {
        var metric = new ComparedMetric(ComparedMetric.Tokens, name, FigureKind.Rate);
        return seconds.Counts.KnowsTokens ? rate.Figure(metric) : FigureSample.None(metric);
    }

    // Of a class that had nothing to do in a second there may be no interval.
    private void Add(long second, Interval? interval, DeadlineCounts seen)
    {
        if (interval is not null && seconds.Holds(second))
        {
            AddRequests(second, interval);
        }

        if (batches.Holds(second))
        {
            foreach (var ended in interval?.BatchesEnded ?? [])
            {
                batch.Add(ended);
            }

            batch.Add(seen.Minus(deadlines));
        }

        deadlines = seen;
    }

    private void AddRequests(long second, Interval interval)
    {
        foreach (var step in StepCatalogue.Steps)
        {
            total.Add(interval.Steps[step]);
            steps[step].Add(interval.Steps[step]);
            steps[step].EndOfSecond();
        }

        total.EndOfSecond();
        requestRate.Add(second, interval.Steps.Sum(step => step.Requests));
        foreach (var ended in interval.BatchesEnded)
        {
            rowRate.Add(second, Math.Max(0, ended.OutputRows) + Math.Max(0, ended.ErrorRows));
            var tokens = BatchRatio.UsageOf(ended, terms).Tokens;
            promptRate.Add(second, tokens.Prompt);
            completionRate.Add(second, tokens.Completion);
        }
    }
}
