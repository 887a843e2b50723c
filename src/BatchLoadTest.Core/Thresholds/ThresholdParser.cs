using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Thresholds;

/// <summary>
/// Reads thresholds.
/// <code>
/// threshold = metric operator value
/// metric    = a name of the catalogue, such as p95, create.p99, error_rate, batch.turnaround.p95
/// operator  = "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!="
/// value     = number [unit]
/// unit      = "ms" | "s" | "m" | "h"   for times, where it may not be left out
///           | "%"                      for shares; without it the number is the share itself, 0 to 1
///           | "/s"                     for rates, may be left out
/// </code>
/// </summary>
public sealed partial class ThresholdParser(MetricCatalogue catalogue)
{
    /// <summary>Reads one threshold; on failure <paramref name="problem"/> says what is wrong and what is allowed.</summary>
    public bool TryParse(
        string text,
        string source,
        [NotNullWhen(true)] out Threshold? threshold,
        [NotNullWhen(false)] out string? problem
    )
    {
        threshold = null;
        var match = Grammar().Match(text);
        if (!match.Success)
        {
            problem = $"'{text}' is not a threshold; write METRIC OPERATOR VALUE, such as 'create.p95 < 500ms'";
            return false;
        }

        var name = match.Groups["metric"].Value;
        if (catalogue.Find(name) is not { } metric)
        {
            problem =
                $"'{name}' is not a metric; known are p50 … p99.99, p95_by_time, min, mean, max, error_rate, failures, "
                + "requests and rps, each also of one step (create.p95), batches.completed and the like, batch.turnaround.p95";
            return false;
        }

        if (Limit(metric.Unit, match.Groups["number"].Value, match.Groups["unit"].Value) is not { } limit)
        {
            problem = $"'{match.Groups["value"].Value}' does not fit {name}; write {Allowed(metric.Unit)}";
            return false;
        }

        threshold = new Threshold(text.Trim(), source, metric, Operator(match.Groups["operator"].Value), limit);
        problem = null;
        return true;
    }

    private static double? Limit(MetricUnit unit, string number, string suffix)
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

    private static decimal? Times(decimal value, int factor) =>
        value <= decimal.MaxValue / factor ? value * factor : null;

    private static string Allowed(MetricUnit unit) =>
        unit switch
        {
            MetricUnit.Milliseconds => "a time with its unit, such as 500ms or 2s",
            MetricUnit.Share => "a share, such as 0.01 or 1%",
            MetricUnit.PerSecond => "a rate, such as 20 or 20/s",
            _ => "a number",
        };

    private static ThresholdOperator Operator(string text) =>
        text switch
        {
            "<" => ThresholdOperator.Less,
            "<=" => ThresholdOperator.LessOrEqual,
            ">" => ThresholdOperator.Greater,
            ">=" => ThresholdOperator.GreaterOrEqual,
            "==" => ThresholdOperator.Equal,
            _ => ThresholdOperator.NotEqual,
        };

    [GeneratedRegex(
        @"^\s*(?<metric>[A-Za-z_][\w.]*)\s*(?<operator><=|>=|==|!=|<|>)\s*(?<value>(?<number>\d+(\.\d+)?)\s*(?<unit>ms|s|m|h|%|/s)?)\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Grammar();
}
