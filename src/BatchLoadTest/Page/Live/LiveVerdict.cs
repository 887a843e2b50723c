using BatchLoadTest.Page.Session;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
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
                state == PageState.Running ? "SEARCHING" : state.ToUpperInvariant(),
                VerdictKind.Doubtful,
                CapacitySentences.SoFar(capacity)
            );
        }

        var missed = report.Thresholds.Count(threshold => threshold.IsMissed);
        var reason = (report.Thresholds.Count, missed) switch
        {
            (0, _) => "no thresholds were set",
            (var all, 0) => $"so far all {all} thresholds met",
            var (all, some) => $"so far {some} of {all} thresholds not met",
        };
        return new RunVerdict(state.ToUpperInvariant(), VerdictKind.Doubtful, reason);
    }
}
