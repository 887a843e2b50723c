using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>The figures of batches, in the order in which they ended.</summary>
/// <param name="own">How many of each kind will come.</param>
/// <param name="other">How many come in the other run.</param>
/// <param name="terms">What was asked for of the run.</param>
internal sealed class BatchSampler(SampleCounts own, SampleCounts other, RunTerms terms)
{
    private readonly TimeBlocks turnaround = new(own.Turnarounds, Math.Min(own.Turnarounds, other.Turnarounds));
    private readonly TimeBlocks firstRow = new(own.FirstRows, Math.Min(own.FirstRows, other.FirstRows));
    private readonly RatioBlocks inOrder = new(own.InOrder, Math.Min(own.InOrder, other.InOrder));
    private readonly IReadOnlyList<RatioBlocks> ratios =
    [
        .. own.Ratios.Zip(other.Ratios, (count, others) => new RatioBlocks(count, Math.Min(count, others))),
    ];

    /// <summary>Takes the next batch.</summary>
    public void Add(BatchRecord batch)
    {
        if (batch.HasTurnaround)
        {
            turnaround.Add(batch.Turnaround);
        }

        if (batch.Reads?.FirstRow is { } first)
        {
            firstRow.Add(first);
        }

        for (var index = 0; index < ratios.Count; index++)
        {
            if (BatchRatio.All[index].Of(batch, terms) is { } part)
            {
                ratios[index].Add(part.Value, part.Times, 1);
            }
        }
    }

    /// <summary>Takes what was seen of the order of ends: a batch may be overtaken by one that is seen later.</summary>
    public void Add(DeadlineCounts seen) => inOrder.Add(seen.Judged - seen.Overtaken, seen.Judged);

    /// <summary>The figures, when every batch has come; to be asked for once.</summary>
    public IReadOnlyList<FigureSample> Figures()
    {
        var times = turnaround.Figures(ComparedMetric.Batch, "turnaround ");
        return
        [
            .. times.Take(2),
            Slack("slack p50", times[0]),
            Slack("slack p5", times[1]),
            .. firstRow.Figures(ComparedMetric.Batch, "first row ").Take(2),
            .. BatchRatio.All.Zip(ratios, (ratio, blocks) => blocks.Figure(ratio.Metric)),
            inOrder.Figure(new ComparedMetric(ComparedMetric.Batch, "in order", FigureKind.Kept)),
        ];
    }

    // What is left of a window is least where the turnaround is longest.
    private FigureSample Slack(string name, FigureSample times)
    {
        var metric = new ComparedMetric(ComparedMetric.Batch, name, FigureKind.Slack);
        return terms.OneWindow is { TotalMilliseconds: var window }
            ? new FigureSample(metric, window - times.Whole, [.. times.Blocks.Select(taken => window - taken)])
            : FigureSample.None(metric);
    }
}
