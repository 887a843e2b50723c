using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Page.Live;

/// <summary>In the place of a verdict, while there is none yet.</summary>
internal static class LiveVerdict
{
    /// <summary>What to say of it while it runs.</summary>
    public static RunVerdict Of(RunReport report, string state, RunPhase phase)
    {
        if (PhaseWords.WarmUp(phase) is { } warmUp)
        {
            return new RunVerdict("WARMING UP", VerdictKind.Doubtful, warmUp);
        }

        if (report.Ending.Capacity is { } capacity)
        {
            return new RunVerdict(
                (PhaseWords.Label(phase, isSearch: true) ?? state).ToUpperInvariant(),
                VerdictKind.Doubtful,
                CapacitySentences.SoFar(capacity)
            );
        }

        var open = report.Thresholds.Count(IsOpen);
        var missed = report.Thresholds.Count(threshold => threshold.IsMissed) - open;
        var reason = (report.Thresholds.Count, missed, open) switch
        {
            (0, _, _) => "no thresholds were set",
            (var all, 0, 0) => $"so far all {all} thresholds met",
            (var all, 0, _) => $"so far {all - open} of {all} thresholds met, {open} not yet known",
            var (all, some, _) => $"so far {some} of {all} thresholds not met",
        };
        return new RunVerdict(state.ToUpperInvariant(), VerdictKind.Doubtful, reason);
    }

    // What has to become so many, and what nothing is known of, is not missed before the end; the page's scripts say so, too.
    private static bool IsOpen(ThresholdResult threshold) =>
        threshold.IsMissed
        && (threshold.Verdict == ThresholdVerdict.NoData || threshold.Text.Contains('>', StringComparison.Ordinal));
}
