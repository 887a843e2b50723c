using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>Every figure of a part of a run by blocks, in one pass over its seconds and in constant memory.</summary>
internal sealed class RunSampler
{
    private readonly RunWindow seconds;
    private readonly RunWindow batches;
    private readonly RequestSampler[] steps;
    private readonly RequestSampler total;
    private readonly RateBlocks requestRate;
    private readonly RateBlocks rowRate;
    private readonly BatchSampler batch;

    private RunSampler(RunWindow seconds, RunWindow batches, double requestsPerSecond, double batchesPerSecond)
    {
        this.seconds = seconds;
        this.batches = batches;
        var names = new StepNames();
        steps = [.. names.All.Select(name => new RequestSampler(name.Id, seconds.Counts.Of(name.Step)))];
        total = new RequestSampler(ComparedMetric.Total, seconds.Counts.Total);
        requestRate = new RateBlocks(seconds, requestsPerSecond);
        rowRate = new RateBlocks(seconds, batchesPerSecond);
        batch = new BatchSampler(batches.Counts);
    }

    /// <summary>All figures, in an order that is the same for every run.</summary>
    /// <param name="history">The run.</param>
    /// <param name="seconds">The part for requests and for everything per second.</param>
    /// <param name="batches">The part for what is counted by the batch.</param>
    /// <param name="parts">Both runs' parts.</param>
    public static IReadOnlyList<FigureSample> Read(
        IRunHistory history,
        RunWindow seconds,
        RunWindow batches,
        ComparedParts parts
    )
    {
        var sampler = new RunSampler(seconds, batches, parts.RequestRate, parts.BatchRate);
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
        for (var step = 0; step < steps.Length; step++)
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
