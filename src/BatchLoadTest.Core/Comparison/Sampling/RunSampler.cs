using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>Every figure of a part of a run by blocks, in one pass over its seconds and in constant memory.</summary>
internal sealed class RunSampler
{
    private readonly RunWindow seconds;
    private readonly RunWindow batches;
    private readonly PerStep<RequestSampler> steps;
    private readonly RequestSampler total;
    private readonly RateBlocks requestRate;
    private readonly RateBlocks rowRate;
    private readonly BatchSampler batch;

    private RunSampler(ComparedPart own, ComparedPart other)
    {
        seconds = own.Seconds;
        batches = own.Batches;
        steps = new(step => Requests(StepCatalogue.Of(step).Id, counts => counts.Of(step)));
        total = Requests(ComparedMetric.Total, counts => counts.Total);
        requestRate = new RateBlocks(seconds, Math.Max(own.RequestRate, other.RequestRate));
        rowRate = new RateBlocks(seconds, Math.Max(own.BatchRate, other.BatchRate));
        batch = new BatchSampler(batches.Counts, other.Batches.Counts);

        RequestSampler Requests(string group, Func<SampleCounts, long> count) =>
            new(group, count(seconds.Counts), Math.Min(count(seconds.Counts), count(other.Seconds.Counts)));
    }

    /// <summary>All figures, in an order that is the same for every run.</summary>
    /// <param name="history">The run.</param>
    /// <param name="own">Its part that is compared.</param>
    /// <param name="other">The other run's.</param>
    public static IReadOnlyList<FigureSample> Read(IRunHistory history, ComparedPart own, ComparedPart other)
    {
        var sampler = new RunSampler(own, other);
        foreach (var interval in history.Read())
        {
            sampler.Add(interval);
        }

        return
        [
            .. sampler.total.Figures(),
            sampler.requestRate.Figure(new ComparedMetric(ComparedMetric.Total, "requests/s", FigureKind.Rate)),
            .. sampler.steps.SelectMany(step => step.Figures()),
            .. sampler.batch.Figures(),
            sampler.rowRate.Figure(new ComparedMetric(ComparedMetric.Batch, "rows/s", FigureKind.Rate)),
        ];
    }

    private void Add(Interval interval)
    {
        if (seconds.Holds(interval.Second))
        {
            AddRequests(interval);
        }

        if (batches.Holds(interval.Second))
        {
            foreach (var ended in interval.BatchesEnded)
            {
                batch.Add(ended);
            }
        }
    }

    private void AddRequests(Interval interval)
    {
        foreach (var step in StepCatalogue.Steps)
        {
            total.Add(interval.Steps[step]);
            steps[step].Add(interval.Steps[step]);
            steps[step].EndOfSecond();
        }

        total.EndOfSecond();
        requestRate.Add(interval.Second, interval.Steps.Sum(step => step.Requests));
        rowRate.Add(
            interval.Second,
            interval.BatchesEnded.Sum(ended => Math.Max(0, ended.OutputRows) + Math.Max(0, ended.ErrorRows))
        );
    }
}
