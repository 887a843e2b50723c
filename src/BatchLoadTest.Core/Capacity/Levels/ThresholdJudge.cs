using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Capacity.Levels;

/// <summary>Confirms or refutes a threshold by the count of independent samples over its limit.</summary>
internal static class ThresholdJudge
{
    /// <summary>Looks at one threshold.</summary>
    /// <param name="threshold">Which.</param>
    /// <param name="values">Its samples, in the order of time.</param>
    /// <param name="alpha">How often a threshold exactly at its limit may be confirmed, and how often refuted.</param>
    public static ThresholdFinding Judge(LevelThreshold threshold, IReadOnlyList<double> values, double alpha)
    {
        if (threshold.Kind == LevelThresholdKind.Count)
        {
            return Count(threshold, values);
        }

        var independent = IndependentSamples.Of(values);
        var over = independent.Count(value => value > threshold.Limit);
        var state =
            BinomialBounds.AtMost(over, independent.Count, threshold.AllowedShare) <= alpha ? ThresholdState.Confirmed
            : BinomialBounds.AtLeast(over, independent.Count, threshold.AllowedShare) <= alpha ? ThresholdState.Refuted
            : ThresholdState.Open;
        var (value, lower, upper) =
            threshold.Kind == LevelThresholdKind.Share
                ? Share(values, independent, alpha)
                : Percentile(values, independent, 1 - threshold.AllowedShare, alpha);
        return new ThresholdFinding(
            threshold,
            state,
            value,
            lower,
            upper,
            values.Count,
            independent.Count,
            over,
            SampleNeeds.For(threshold.AllowedShare, alpha, over)
        );
    }

    private static ThresholdFinding Count(LevelThreshold threshold, IReadOnlyList<double> values)
    {
        var total = values.Sum();
        var state = total > threshold.Limit ? ThresholdState.Refuted : ThresholdState.Confirmed;
        return new ThresholdFinding(threshold, state, total, total, total, values.Count, values.Count, 0, 0);
    }

    private static (double? Value, double? Lower, double? Upper) Share(
        IReadOnlyList<double> values,
        IReadOnlyList<double> independent,
        double alpha
    )
    {
        if (values.Count == 0)
        {
            return (null, null, null);
        }

        var interval = BinomialBounds.Interval(independent.Count(value => value > 0), independent.Count, alpha);
        return (values.Average(), interval.Lower, interval.Upper);
    }

    // The interval of a percentile goes from one ordered sample to another, of whatever distribution they are.
    private static (double? Value, double? Lower, double? Upper) Percentile(
        IReadOnlyList<double> values,
        IReadOnlyList<double> independent,
        double quantile,
        double alpha
    )
    {
        if (values.Count == 0)
        {
            return (null, null, null);
        }

        var all = values.Order().ToList();
        var ordered = independent.Order().ToList();
        var below = 0;
        while (below < ordered.Count && BinomialBounds.AtMost(below, ordered.Count, quantile) <= alpha)
        {
            below++;
        }

        var above = ordered.Count;
        while (above > 0 && BinomialBounds.AtLeast(above, ordered.Count, quantile) <= alpha)
        {
            above--;
        }

        return (
            all[Math.Clamp((int)Math.Ceiling(quantile * all.Count) - 1, 0, all.Count - 1)],
            below > 0 ? ordered[below - 1] : null,
            above < ordered.Count ? ordered[above] : null
        );
    }
}
