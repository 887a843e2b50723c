using System.Globalization;

namespace BatchLoadTest.Thresholds;

/// <summary>From the number and the unit of a threshold to its limit.</summary>
internal static class ThresholdValues
{
    /// <summary>The limit in the metric's unit; null where number and unit do not fit it.</summary>
    public static double? Limit(MetricUnit unit, string number, string suffix)
    {
        // decimal: in binary floating point 0.7 % is below 7 of 1000, and a limit would fail at itself.
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        decimal? limit = (unit, suffix) switch
        {
            (MetricUnit.Milliseconds, "ms") => value,
            (MetricUnit.Milliseconds, "s") => Times(value, 1_000),
            (MetricUnit.Milliseconds, "m") => Times(value, 60_000),
            (MetricUnit.Milliseconds, "h") => Times(value, 3_600_000),
            (MetricUnit.Share, "%") when value <= 100 => value / 100,
            (MetricUnit.Share, "") when value <= 1 => value,
            (MetricUnit.Count or MetricUnit.Number, "") => value,
            (MetricUnit.PerSecond, "" or "/s") => value,
            _ => null,
        };
        return (double?)limit;
    }

    /// <summary>What is allowed, in words.</summary>
    public static string Allowed(MetricUnit unit) =>
        unit switch
        {
            MetricUnit.Milliseconds => "a time with its unit, such as 500ms or 2s",
            MetricUnit.Share => "a share, such as 0.01 or 1%",
            MetricUnit.PerSecond => "a rate, such as 20 or 20/s",
            _ => "a number",
        };

    private static decimal? Times(decimal value, int factor) =>
        value <= decimal.MaxValue / factor ? value * factor : null;
}
