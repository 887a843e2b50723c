using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>How iterations were started, in words.</summary>
public static class StartSentences
{
    /// <summary>
    /// Asked, applied and dropped, and by how much starts were late: <c>5/s asked for, 5/s applied; 300 due, 300 begun, 0 dropped;
    /// late by p50 0.4 ms …</c>.
    /// Null where nothing was started.
    /// </summary>
    public static string? Of(LoadPlan plan, StartSummary starts, LoadOutcome load)
    {
        if (starts.Due == 0)
        {
            return null;
        }

        List<string> parts =
        [
            .. Rates(plan, starts, load) is { } rates ? [rates] : Array.Empty<string>(),
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

    // A Poisson stream is as many starts as asked for only on average; the range holds 95 % of such streams.
    private static string? Rates(LoadPlan plan, StartSummary starts, LoadOutcome load)
    {
        if (
            plan.Profile is not ArrivalLoad { Rate: var rate } open
            || load.LoadTime <= TimeSpan.Zero
            || load.ChangedAt is not null
            || rate.AreaUntil(load.LoadTime) is not (> 0 and var expected)
        )
        {
            return null;
        }

        var seconds = load.LoadTime.TotalSeconds;
        var chance = Math.Round(1.96 * Math.Sqrt(expected));
        return $"{LoadWords.Rate(expected / seconds)} asked for, {LoadWords.Rate(starts.Started / seconds)} applied"
            + (
                open.Arrivals == ArrivalPattern.Poisson
                    ? $" (chance makes {Figures.Count((long)Math.Round(expected))} ± {chance:0} starts of it)"
                    : ""
            );
    }

    private static string Length(RunReport report) =>
        report.Ending.Load.WarmUpCutAfter is { } cut
            ? $"ended after {Figures.Time(cut)} of {Figures.Setting(report.Run.Plan.WarmUp)}"
            : $"{Figures.Setting(report.Run.Plan.WarmUp)} before the run";

    /// <summary>What happened in the warm-up.</summary>
    public static string WarmUp(RunReport report)
    {
        var warmUp = report.Final.WarmUp;
        return $"{Length(report)}, in no other figure: "
            + $"{Figures.Of(report.Ending.Load.WarmUpIterations, "iteration")}, {Figures.Of(warmUp.Requests, "request")} "
            + $"({Figures.Count(warmUp.Failures)} failed), {Figures.Of(warmUp.BatchesCreated, "batch", "batches")} "
            + $"({Figures.Count(warmUp.BatchesCompleted)} completed, {Figures.Count(warmUp.BatchesFailed)} failed)"
            + (warmUp.Defects == 0 ? "" : $", {Figures.Of(warmUp.Defects, "wrong result")}");
    }
}
