namespace BatchLoadTest.Comparison;

/// <summary>One figure of both runs, with what became of it. Units are those of its <see cref="FigureKind"/>.</summary>
public sealed record ComparisonRow
{
    /// <summary>
    /// Confidence of the interval from <see cref="Low"/> to <see cref="High"/>, each row taken for itself.
    /// </summary>
    public const double Confidence = 0.95;

    /// <summary>How often a comparison of two like runs may find a difference in any row.</summary>
    public const double FamilyLevel = 0.05;

    /// <summary>Which figure.</summary>
    public required ComparedMetric Metric { get; init; }

    /// <summary>
    /// The base run's figure: the mean of its blocks' figures, or where there are too few of them, that of the whole
    /// compared part; null without any sample.
    /// </summary>
    public required double? Base { get; init; }

    /// <summary>The same of the new run.</summary>
    public required double? New { get; init; }

    /// <summary>The new figure less the base one; null where there are too few blocks.</summary>
    public double? Change { get; init; }

    /// <summary>Lower end of the change's confidence interval.</summary>
    public double Low { get; init; }

    /// <summary>Upper end of the change's confidence interval.</summary>
    public double High { get; init; }

    /// <summary>The test's p-value after Holm's correction over all rows; 1 where there was no test.</summary>
    public double PValue { get; init; } = 1;

    /// <summary>What that means.</summary>
    public ComparisonVerdict Verdict { get; init; }

    /// <summary>
    /// The load generator's own lateness, where that alone keeps a change that the test found from being a difference; else null.
    /// </summary>
    public TimeSpan? OwnDelay { get; init; }

    /// <summary>As outputs show rows: the worse ones first, then the better ones, else in their order.</summary>
    public static IEnumerable<ComparisonRow> WorstFirst(IEnumerable<ComparisonRow> rows) =>
        rows.OrderByDescending(row => row.Verdict);

    /// <summary>
    /// The change as a share of the base figure, or of what <see cref="MinimumEffect.Reference"/> says; infinite where that is
    /// zero and the new one is not; null where there is no change to tell.
    /// </summary>
    public double? RelativeChange =>
        (Change, Base is { } known ? MinimumEffect.Reference(Metric.Kind, known) : default(double?)) switch
        {
            (null, _) or (_, null) => null,
            (0, _) => 0,
            (var change, 0) => change > 0 ? double.PositiveInfinity : double.NegativeInfinity,
            var (change, baseline) => change / Math.Abs(baseline.Value),
        };
}
