using System.Diagnostics.CodeAnalysis;

namespace BatchLoadTest.Thresholds;

/// <summary>
/// Reads thresholds. An error says at which character it was found, counted from 1.
/// <code>
/// threshold = metric operator value { over | from | abort }   each at most once
/// metric    = name [ "[class=" class "]" ]
/// name      = a name of the catalogue, such as p95, create.p99, error_rate, batch.turnaround.p95
/// operator  = "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!="
/// value     = number [unit]
/// unit      = "ms" | "s" | "m" | "h"   for times, where it may not be left out
///           | "%"                      for shares; without it the number is the share itself, 0 to 1
///           | "/s"                     for rates, may be left out
/// over      = "over" time              each stretch of that length is judged for itself; 1s to 1h
/// from      = "from" time              what comes before is left out; at least 1s
/// time      = number ("s" | "m" | "h") whole seconds
/// abort     = "abort"                  the run ends as soon as it is missed; an upper limit
/// </code>
/// </summary>
public sealed class ThresholdParser(MetricCatalogue catalogue)
{
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(1);

    // A run of days; more is a slip.
    private static readonly TimeSpan LatestBegin = TimeSpan.FromDays(7);

    /// <summary>Reads one threshold; on failure <paramref name="problem"/> says what is wrong and what is allowed.</summary>
    public bool TryParse(
        string text,
        string source,
        [NotNullWhen(true)] out Threshold? threshold,
        [NotNullWhen(false)] out string? problem
    )
    {
        var reader = new ThresholdReader(text);
        threshold = Condition(reader, source);
        while (threshold is not null && reader.HasMore)
        {
            threshold = Clause(reader, threshold);
        }

        problem = threshold is null ? reader.Problem ?? "" : null;
        return threshold is not null;
    }

    private Threshold? Condition(ThresholdReader reader, string source)
    {
        if (reader.Name() is not { } name)
        {
            return reader.Expected<Threshold>("the name of a metric is expected");
        }

        if (reader.Operator() is not { } comparison)
        {
            return reader.Expected<Threshold>("one of < <= > >= == != is expected");
        }

        if (reader.Number() is not { } number)
        {
            return reader.Expected<Threshold>("a number is expected");
        }

        var unit = reader.Unit();
        if (unit is null)
        {
            return reader.Expected<Threshold>("a unit (ms, s, m, h, %, /s), over, from, abort or the end is expected");
        }

        if (catalogue.Find(name.Text) is not { } metric)
        {
            if (
                ClassMetric.Split(name.Text) is var (all, ofClass)
                && ofClass.Length > 0
                && catalogue.Find(all) is not null
            )
            {
                return reader.Fail<Threshold>(
                    $"'{all}' is of the run as a whole and not of one class (at character {name.At})"
                );
            }

            return reader.Fail<Threshold>(
                $"'{name.Text}' is not a metric (at character {name.At}); known are p50 … p99.99, p95_by_time, min, mean, "
                    + "max, error_rate, failures, requests and rps, each also of one step (create.p95), batches.completed "
                    + "and the like, batch.turnaround.p95"
            );
        }

        return ThresholdValues.Limit(metric.Unit, number.Text, unit) is { } limit
            ? new Threshold(reader.Text.Trim(), source, metric, comparison, limit)
            : reader.Fail<Threshold>(
                $"'{number.Text}{unit}' does not fit {name.Text} (at character {number.At}); write "
                    + ThresholdValues.Allowed(metric.Unit)
            );
    }

    private static Threshold? Clause(ThresholdReader reader, Threshold threshold)
    {
        var (word, at) = reader.Word();
        return word switch
        {
            "over" when threshold.Over is null => Over(reader, threshold, at),
            "from" when threshold.From == TimeSpan.Zero => Begin(reader, threshold, at),
            "abort" when !threshold.Aborts => Abort(reader, threshold, at),
            "over" or "from" or "abort" => reader.Expected<Threshold>($"'{word}' stands a second time", at),
            _ => reader.Expected<Threshold>("over, from, abort or the end is expected", at),
        };
    }

    private static Threshold? Over(ThresholdReader reader, Threshold threshold, int at) =>
        threshold.Metric.NotOfWindows is { } reason
            ? reader.Fail<Threshold>(
                $"'{threshold.Metric.Name}' cannot be judged over a window (at character {at}): {reason}"
            )
        : reader.Time(LongestWindow, "over") is { } over ? threshold with { Over = over }
        : null;

    private static Threshold? Begin(ThresholdReader reader, Threshold threshold, int at) =>
        threshold.Metric.NotFrom is { } reason
            ? reader.Fail<Threshold>(
                $"'{threshold.Metric.Name}' cannot be judged from a moment on (at character {at}): {reason}"
            )
        : reader.Time(LatestBegin, "from") is { } from ? threshold with { From = from }
        : null;

    private static Threshold? Abort(ThresholdReader reader, Threshold threshold, int at) =>
        !threshold.IsUpperLimit
            ? reader.Fail<Threshold>(
                $"'abort' (at character {at}) goes with an upper limit (<, <=, == 0): any other is judged at the end, "
                    + "as it may still be met"
            )
        : threshold.Metric.NeverAborts is { } reason
            ? reader.Fail<Threshold>($"'{threshold.Metric.Name}' can abort no run (at character {at}): {reason}")
        : threshold with { Aborts = true };
}
