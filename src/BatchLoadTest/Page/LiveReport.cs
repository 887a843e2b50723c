using BatchLoadTest.Load;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Page;

/// <summary>A run that goes on, as a report of what there is so far.</summary>
internal static class LiveReport
{
    /// <summary>The report as it stands; its thresholds are judged on what there is.</summary>
    public static RunReport Of(LoadTestRun run, RunSnapshot figures, DateTimeOffset at) =>
        new()
        {
            Run = run.Facts,
            Ending = new RunEnding
            {
                EndedAt = at,
                End = RunEnd.Planned,
                Problem = null,
                Load = run.LoadSoFar(),
                Notices = run.ChangesSoFar(),
            },
            Final = figures,
            History = run.History,
            Thresholds = run.Judge(figures),
            ExitCode = 0,
        };

    /// <summary>What to say of it while it runs.</summary>
    public static RunVerdict Verdict(RunReport report, string state)
    {
        var missed = report.Thresholds.Count(threshold => !threshold.Passed);
        var reason = (report.Thresholds.Count, missed) switch
        {
            (0, _) => "no thresholds were set",
            (var all, 0) => $"so far all {all} thresholds met",
            var (all, some) => $"so far {some} of {all} thresholds not met",
        };
        return new RunVerdict(state.ToUpperInvariant(), VerdictKind.Doubtful, reason);
    }
}
