namespace BatchLoadTest.Comparison.Sampling;

/// <summary>One figure of one run.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Whole">Of the compared part of the run; null without any sample.</param>
/// <param name="Blocks">Of each of its blocks, in the order of time.</param>
internal sealed record FigureSample(ComparedMetric Metric, double? Whole, IReadOnlyList<double> Blocks)
{
    /// <summary>Of a figure that the run does not have.</summary>
    public static FigureSample None(ComparedMetric metric) => new(metric, null, []);
}
