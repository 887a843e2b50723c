using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>How iterations were started, in words.</summary>
public static class StartSentences
{
    /// <summary>
    /// Asked, applied and dropped, and by how much starts were late: <c>300 due, 300 begun, 0 dropped; late by p50 0.4 ms …</c>.
    /// Null where nothing was started.
    /// </summary>
    public static string? Of(LoadPlan plan, StartSummary starts)
    {
        if (starts.Due == 0)
        {
            return null;
        }

        List<string> parts =
        [
            .. plan.Profile.IsOpen
                ?
                [
                    $"{Figures.Count(starts.Due)} due, {Figures.Count(starts.Started)} begun, "
                        + $"{Figures.Count(starts.Dropped)} dropped for want of a free user",
                ]
                : Array.Empty<string>(),
            .. plan.Pacing is not null
                ? [$"{Figures.Of(starts.LateByPacing, "iteration")} began late, as the one before outlasted the pacing"]
                : Array.Empty<string>(),
            .. starts.Delay.Count > 0
                ?
                [
                    $"late by p50 {Figures.Time(starts.Delay.P50)}, p99 {Figures.Time(starts.Delay.P99)}, "
                        + $"max {Figures.Time(starts.Delay.Max)}"
                        + (plan.Profile.IsOpen ? " (part of the first request's time)" : ""),
                ]
                : Array.Empty<string>(),
        ];
        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    /// <summary>What happened in the warm-up.</summary>
    public static string WarmUp(RunReport report)
    {
        var warmUp = report.Final.WarmUp;
        return $"{Figures.Setting(report.Run.Plan.WarmUp)} before the run, in no other figure: "
            + $"{Figures.Of(report.Ending.Load.WarmUpIterations, "iteration")}, {Figures.Of(warmUp.Requests, "request")} "
            + $"({Figures.Count(warmUp.Failures)} failed), {Figures.Of(warmUp.BatchesCreated, "batch", "batches")} "
            + $"({Figures.Count(warmUp.BatchesCompleted)} completed, {Figures.Count(warmUp.BatchesFailed)} failed)"
            + (warmUp.Defects == 0 ? "" : $", {Figures.Of(warmUp.Defects, "wrong result")}");
    }
}
