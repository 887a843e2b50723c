using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>Judges thresholds on a snapshot, and those with <c>over</c> or <c>from</c> on their windows.</summary>
public static class ThresholdEvaluator
{
    /// <summary>One result for each threshold, in their order.</summary>
    /// <param name="thresholds">What to judge by.</param>
    /// <param name="snapshot">The figures.</param>
    /// <param name="couldNotRun">The run could not run: no threshold of such a one has passed.</param>
    /// <param name="windows">The windows of these thresholds; without, those with <c>over</c> have no data.</param>
    /// <param name="abort">Why one of them ended the run, whatever came after; null where none did.</param>
    public static IReadOnlyList<ThresholdResult> Evaluate(
        IEnumerable<Threshold> thresholds,
        RunSnapshot snapshot,
        bool couldNotRun = false,
        ThresholdWindows? windows = null,
        ThresholdAbort? abort = null
    ) =>
        [
            .. thresholds
                .Select(threshold =>
                    threshold.Over is null
                        ? Judge(threshold, windows?.FiguresFor(threshold, snapshot) ?? snapshot)
                        : Judge(threshold, windows?.Worst(threshold))
                )
                .Select(result =>
                    couldNotRun && result.Passed ? result with { Verdict = ThresholdVerdict.DoesNotApply }
                    : abort is not null && IsOf(abort, result) ? Missed(result, abort)
                    : result
                ),
        ];

    private static ThresholdResult Judge(Threshold threshold, RunSnapshot snapshot)
    {
        var actual = threshold.Metric.Read(snapshot);
        var verdict = Verdict(threshold, actual, snapshot);
        return new(
            threshold.Text,
            threshold.Source,
            actual,
            actual is { } known
                ? MetricText.Of(threshold.Metric.Unit, known)
                    + Of(threshold.Metric, snapshot)
                    // A value beside it would look judged.
                    + (verdict == ThresholdVerdict.DoesNotApply ? ", too few" : "")
                : "no data",
            verdict
        );
    }

    private static ThresholdResult Judge(Threshold threshold, WindowReading? worst) =>
        worst is null
            ? new(threshold.Text, threshold.Source, Actual: null, "no data", ThresholdVerdict.NoData)
            : new(
                threshold.Text,
                threshold.Source,
                worst.Actual,
                $"{MetricText.Of(threshold.Metric.Unit, worst.Actual)} in {ClockText.Of(worst.From)}–{ClockText.Of(worst.To)}",
                threshold.Holds(worst.Actual) ? ThresholdVerdict.Passed : ThresholdVerdict.Failed
            )
            {
                Window = worst,
            };

    private static string Of(Metric metric, RunSnapshot snapshot) =>
        metric.Stretch?.Invoke(snapshot) is var (from, to) ? $" in {ClockText.Of(from)}–{ClockText.Of(to)}" : "";

    private static ThresholdVerdict Verdict(Threshold threshold, double? actual, RunSnapshot snapshot) =>
        threshold.IsDefault && (actual is null || !threshold.Metric.IsEnoughForDefault(snapshot))
            ? ThresholdVerdict.DoesNotApply
        : actual is not { } known ? ThresholdVerdict.NoData
        : threshold.Holds(known) ? ThresholdVerdict.Passed
        : ThresholdVerdict.Failed;

    private static bool IsOf(ThresholdAbort abort, ThresholdResult result) =>
        result.Text == abort.Text && result.Source == abort.Source;

    // What ran on to its end may have made a share smaller again: it was missed all the same.
    private static ThresholdResult Missed(ThresholdResult result, ThresholdAbort abort) =>
        result.Verdict == ThresholdVerdict.Failed
            ? result with
            {
                // What it was when it ended the run, where the end changed that.
                ActualText = result.ActualText.StartsWith(abort.ActualText, StringComparison.Ordinal)
                    ? result.ActualText
                    : $"{result.ActualText} at the end, {AtAbort(abort)}",
            }
            : result with
            {
                Actual = abort.Actual,
                ActualText = AtAbort(abort),
                Verdict = ThresholdVerdict.Failed,
            };

    private static string AtAbort(ThresholdAbort abort) =>
        $"{abort.ActualText} at {ClockText.Of(TimeSpan.FromSeconds(Math.Ceiling(abort.At.TotalSeconds)))}";
}
