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
        if (threshold.Metric.Read(snapshot) is not { } actual)
        {
            return new(threshold.Text, threshold.Source, Actual: null, "no data", ThresholdVerdict.NoData);
        }

        var verdict = threshold.Holds(actual) ? ThresholdVerdict.Passed : ThresholdVerdict.Failed;
        return new(threshold.Text, threshold.Source, actual, Format(threshold.Metric.Unit, actual), verdict);
    }

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
