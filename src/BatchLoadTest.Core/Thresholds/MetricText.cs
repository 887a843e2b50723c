using System.Globalization;

namespace BatchLoadTest.Thresholds;

/// <summary>A metric's value for a person.</summary>
internal static class MetricText
{
    /// <summary>Such as <c>412 ms</c>, <c>0.5 %</c> or <c>12.25/s</c>.</summary>
    public static string Of(MetricUnit unit, double value) =>
        unit switch
        {
            MetricUnit.Milliseconds => Number(value, "0.###") + " ms",
            MetricUnit.Share => Number(value * 100, "0.###") + " %",
            // Costs may be small.
            MetricUnit.Number => Number(value, Math.Abs(value) < 0.1 ? "0.########" : "0.##"),
            MetricUnit.PerSecond => Number(value, "0.##") + "/s",
            _ => Number(value, "0"),
        };

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
