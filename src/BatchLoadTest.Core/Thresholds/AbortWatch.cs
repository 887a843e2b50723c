using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>
/// Says when a run need not go on because a threshold is missed. Only upper limits, on enough samples: a lower one may still
/// be met, and a metric without data may still get some.
/// </summary>
/// <param name="thresholds">All thresholds of the run.</param>
/// <param name="all">Whether all of them end it, and not only those that say so.</param>
/// <param name="windows">The windows of the same thresholds.</param>
public sealed class AbortWatch(IEnumerable<Threshold> thresholds, bool all, ThresholdWindows windows)
{
    private readonly List<Threshold> watched =
    [
        .. thresholds.Where(threshold =>
            (all || threshold.Aborts) && threshold.IsUpperLimit && threshold.Metric.NeverAborts is null
        ),
    ];

    /// <summary>The first threshold that is missed for good; null where none is.</summary>
    /// <param name="figures">The figures of the run so far.</param>
    public ThresholdAbort? Judge(RunSnapshot figures)
    {
        foreach (var threshold in watched)
        {
            if ((threshold.Over is null ? Missed(threshold, figures) : windows.Miss(threshold)?.Actual) is { } actual)
            {
                return new ThresholdAbort(
                    threshold.Text,
                    threshold.Source,
                    actual,
                    MetricText.Of(threshold.Metric.Unit, actual),
                    figures.Elapsed
                );
            }
        }

        return null;
    }

    private double? Missed(Threshold threshold, RunSnapshot whole)
    {
        var figures = windows.FiguresFor(threshold, whole);
        return
            threshold.Metric.Read(figures) is { } actual
            && !threshold.Holds(actual)
            && threshold.Metric.IsEnoughToAbort(figures)
            && (!threshold.IsDefault || threshold.Metric.IsEnoughForDefault(figures))
            ? actual
            : null;
    }
}
