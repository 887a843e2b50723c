using BatchLoadTest.Comparison.Inference;
using BatchLoadTest.Comparison.Sampling;

namespace BatchLoadTest.Comparison;

/// <summary>One figure of both runs on its way to a verdict.</summary>
internal sealed class FigurePair
{
    private readonly Estimate? baseline;
    private readonly Estimate? newer;

    public FigurePair(FigureSample baseline, FigureSample newer)
    {
        Base = baseline;
        New = newer;
        this.baseline = Estimate.Of(baseline.Blocks);
        this.newer = Estimate.Of(newer.Blocks);
        Test = this.baseline is null || this.newer is null ? null : new WelchTest(this.baseline, this.newer);
    }

    /// <summary>Of the base run.</summary>
    public FigureSample Base { get; }

    /// <summary>Of the new run.</summary>
    public FigureSample New { get; }

    /// <summary>The test of one against the other; null where either has too few blocks.</summary>
    public WelchTest? Test { get; }

    /// <summary>
    /// The row. Its figures are those that were tested; untested, those of the compared part as a whole.
    /// </summary>
    /// <param name="pValue">The test's, corrected for all other tests.</param>
    /// <param name="delay">The load generator's own, for <see cref="MinimumEffect"/>.</param>
    public ComparisonRow Judge(double pValue, TimeSpan delay)
    {
        if (Test is null)
        {
            return new ComparisonRow
            {
                Metric = Base.Metric,
                Base = Base.Whole,
                New = New.Whole,
            };
        }

        var verdict = Verdict(pValue, delay);
        var half = Test.HalfWidth(ComparisonRow.Confidence);
        return new ComparisonRow
        {
            Metric = Base.Metric,
            Base = baseline!.Value,
            New = newer!.Value,
            Change = Test.Difference,
            Low = Test.Difference - half,
            High = Test.Difference + half,
            PValue = pValue,
            Verdict = verdict,
            OwnDelay =
                verdict == ComparisonVerdict.NoDifference
                && Verdict(pValue, TimeSpan.Zero) != ComparisonVerdict.NoDifference
                    ? delay
                    : null,
        };
    }

    private ComparisonVerdict Verdict(double pValue, TimeSpan delay)
    {
        var change = Test!.Difference;
        if (
            pValue > ComparisonRow.FamilyLevel
            || Math.Abs(change) < MinimumEffect.Of(Base.Metric.Kind, baseline!.Value, delay.TotalMilliseconds)
        )
        {
            return ComparisonVerdict.NoDifference;
        }

        return change > 0 == Base.Metric.MoreIsWorse ? ComparisonVerdict.Worse : ComparisonVerdict.Better;
    }
}
