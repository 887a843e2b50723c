using BatchLoadTest.Measurements;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>The figures of batches, in the order in which they ended.</summary>
/// <param name="own">How many of each kind will come.</param>
/// <param name="other">How many come in the other run.</param>
internal sealed class BatchSampler(SampleCounts own, SampleCounts other)
{
    private readonly TimeBlocks turnaround = new(own.Turnarounds, Math.Min(own.Turnarounds, other.Turnarounds));

    // Means: a percentile of whole seconds jumps by one or stands still.
    private readonly RatioBlocks queued = new(own.Queued, Math.Min(own.Queued, other.Queued));
    private readonly RatioBlocks running = new(own.Running, Math.Min(own.Running, other.Running));
    private readonly RatioBlocks finalizing = new(own.Finalizing, Math.Min(own.Finalizing, other.Finalizing));
    private readonly RatioBlocks failed = new(own.Ended, Math.Min(own.Ended, other.Ended));
    private readonly RatioBlocks defective = new(own.Checked, Math.Min(own.Checked, other.Checked));

    /// <summary>Takes the next batch.</summary>
    public void Add(BatchRecord batch)
    {
        if (batch.IsDecided)
        {
            failed.Add(batch.IsFailure ? 1 : 0, 1);
        }

        if (batch.Findings is { } findings)
        {
            defective.Add(findings.Total > 0 ? 1 : 0, 1);
        }

        if (batch.Outcome.HasTurnaround())
        {
            turnaround.Add(batch.Turnaround);
            Add(queued, batch.Phases.Queued);
            Add(running, batch.Phases.Running);
            Add(finalizing, batch.Phases.Finalizing);
        }
    }

    /// <summary>The figures, when every batch has come; to be asked for once.</summary>
    public IEnumerable<FigureSample> Figures() =>
        [
            .. turnaround.Figures(ComparedMetric.Batch, "turnaround ").Take(2),
            queued.Figure(new ComparedMetric(ComparedMetric.Batch, "queued", FigureKind.Phase)),
            running.Figure(new ComparedMetric(ComparedMetric.Batch, "running", FigureKind.Phase)),
            finalizing.Figure(new ComparedMetric(ComparedMetric.Batch, "finalizing", FigureKind.Phase)),
            failed.Figure(new ComparedMetric(ComparedMetric.Batch, "failed", FigureKind.Share)),
            defective.Figure(new ComparedMetric(ComparedMetric.Batch, "defective", FigureKind.Share)),
        ];

    private static void Add(RatioBlocks phase, TimeSpan? time)
    {
        if (time is { } known)
        {
            phase.Add(known.TotalMilliseconds, 1);
        }
    }
}
