using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>A figure of batches that is a sum over a count, such as a share or a mean.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Of">What a batch adds to it, by what was asked for of the run; null where it says nothing of it.</param>
internal sealed record BatchRatio(ComparedMetric Metric, Func<BatchRecord, RunTerms, Fraction?> Of)
{
    private const double Million = 1_000_000;

    /// <summary>All of them, in the order of the rows.</summary>
    /// <remarks>Of phases means: a percentile of whole seconds jumps by one or stands still.</remarks>
    public static IReadOnlyList<BatchRatio> All { get; } =
    [
        Phase("queued", phases => phases.Queued),
        Phase("running", phases => phases.Running),
        Phase("finalizing", phases => phases.Finalizing),
        Share("failed", FigureKind.Share, (batch, _) => batch.IsDecided ? batch.IsFailure : null),
        Share("attained", FigureKind.Kept, (batch, terms) => terms.IsAttained(batch)),
        Share("defective", FigureKind.Share, (batch, _) => batch.Findings is { } findings ? findings.Total > 0 : null),
        new(
            new ComparedMetric(ComparedMetric.Batch, "row errors", FigureKind.Share),
            (batch, _) =>
                batch.Findings is { } findings
                    ? Over(findings.FailedRows, findings.OutputRows + findings.ErrorRows)
                    : null
        ),
        Share("read with faults", FigureKind.Share, (batch, _) => Judged(batch) is { } reads ? reads.Total > 0 : null),
        ReadRows("rows skipped", ReadFault.Skipped),
        ReadRows("rows doubled", ReadFault.Doubled),
        PerRow("in per row", tokens => tokens.Prompt),
        PerRow("out per row", tokens => tokens.Completion),
        new(
            new ComparedMetric(ComparedMetric.Cost, "per million rows", FigureKind.Cost),
            (batch, terms) =>
                UsageOf(batch, terms) is { Cost: { } cost } usage
                    ? Over((double)cost * Million, usage.RowsInCost)
                    : null
        ),
    ];

    /// <summary>What the rows of a batch have used.</summary>
    public static UsageSummary UsageOf(BatchRecord batch, RunTerms terms) =>
        batch.Findings is { } findings ? UsageSummary.Of(findings.Usage, terms.Prices) : UsageSummary.Empty;

    private static BatchRatio Phase(string name, Func<BatchPhases, TimeSpan?> read) =>
        new(
            new ComparedMetric(ComparedMetric.Batch, name, FigureKind.Phase),
            (batch, _) =>
                batch.HasTurnaround && read(batch.Phases) is { } time ? new Fraction(time.TotalMilliseconds, 1) : null
        );

    private static BatchRatio Share(string name, FigureKind kind, Func<BatchRecord, RunTerms, bool?> read) =>
        new(
            new ComparedMetric(ComparedMetric.Batch, name, kind),
            (batch, terms) => read(batch, terms) is { } holds ? new Fraction(holds ? 1 : 0, 1) : null
        );

    private static BatchRatio ReadRows(string name, ReadFault fault) =>
        new(
            new ComparedMetric(ComparedMetric.Batch, name, FigureKind.Share),
            (batch, _) => Judged(batch) is { } reads ? Over(reads[fault], batch.Rows) : null
        );

    // Where only the file at the end tells and was not read, none found is not none there.
    private static ReadFindings? Judged(BatchRecord batch) => batch.Reads is { IsJudged: true } reads ? reads : null;

    private static BatchRatio PerRow(string name, Func<TokenCounts, long> read) =>
        new(
            new ComparedMetric(ComparedMetric.Tokens, name, FigureKind.Tokens),
            (batch, terms) => UsageOf(batch, terms) is var usage ? Over(read(usage.Tokens), usage.RowsWithUsage) : null
        );

    private static Fraction? Over(double value, long times) => times > 0 ? new Fraction(value, times) : null;
}
