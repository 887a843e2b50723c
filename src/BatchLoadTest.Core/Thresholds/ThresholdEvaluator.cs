using System.Globalization;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>Judges thresholds on a snapshot.</summary>
public static class ThresholdEvaluator
{
    /// <summary>One result for each threshold, in their order.</summary>
    public static IReadOnlyList<ThresholdResult> Evaluate(IEnumerable<Threshold> thresholds, RunSnapshot snapshot) =>
        [.. thresholds.Select(threshold => Judge(threshold, snapshot))];

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
            MetricUnit.PerSecond => Number(value, "0.##") + "/s",
            _ => Number(value, "0"),
        };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
