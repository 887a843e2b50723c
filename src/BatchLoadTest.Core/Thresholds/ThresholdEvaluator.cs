using System.Globalization;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>Judges thresholds on a snapshot.</summary>
public static class ThresholdEvaluator
{
    /// <summary>One result for each threshold, in their order.</summary>
    /// <param name="thresholds">What to judge by.</param>
    /// <param name="snapshot">The figures.</param>
    /// <param name="couldNotRun">The run could not run: no threshold of such a one has passed.</param>
    public static IReadOnlyList<ThresholdResult> Evaluate(
        IEnumerable<Threshold> thresholds,
        RunSnapshot snapshot,
        bool couldNotRun = false
    ) =>
        [
            .. thresholds
                .Select(threshold => Judge(threshold, snapshot))
                .Select(result =>
                    couldNotRun && result.Passed ? result with { Verdict = ThresholdVerdict.DoesNotApply } : result
                ),
        ];

    private static ThresholdResult Judge(Threshold threshold, RunSnapshot snapshot)
    {
        var actual = threshold.Metric.Read(snapshot);
        return new(
            threshold.Text,
            threshold.Source,
            actual,
            actual is { } known ? Format(threshold.Metric.Unit, known) : "no data",
            Verdict(threshold, actual, snapshot)
        );
    }

    private static ThresholdVerdict Verdict(Threshold threshold, double? actual, RunSnapshot snapshot) =>
        threshold.IsDefault && (actual is null || !threshold.Metric.IsEnoughForDefault(snapshot))
            ? ThresholdVerdict.DoesNotApply
        : actual is not { } known ? ThresholdVerdict.NoData
        : threshold.Holds(known) ? ThresholdVerdict.Passed
        : ThresholdVerdict.Failed;

    private static string Format(MetricUnit unit, double value) =>
        unit switch
        {
            MetricUnit.Milliseconds => Number(value, "0.###") + " ms",
            MetricUnit.Share => Number(value * 100, "0.###") + " %",
            MetricUnit.Number => Number(value, "0.##"),
            MetricUnit.PerSecond => Number(value, "0.##") + "/s",
            _ => Number(value, "0"),
        };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
