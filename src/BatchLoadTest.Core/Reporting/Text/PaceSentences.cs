using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>How fast the service worked, and who set the pace, in words.</summary>
public static class PaceSentences
{
    private const double Unlike = 0.1;

    /// <summary>
    /// Throughput, batches in flight and turnaround of the steady part, and which seconds that is; null where no batch
    /// completed.
    /// </summary>
    public static string? Of(PaceSummary pace, BatchSummary? batches = null) =>
        pace is not { PerSecond: { } rate, Turnaround: { } turnaround, Completed: > 0 }
            ? null
            : $"{Rate(rate)} batches/s ({Figures.Count((long)Math.Round(rate * 3600))} an hour, "
                + $"{Figures.Count((long)Math.Round(pace.RowsPerSecond!.Value * 3600))} rows), {pace.InFlight:0.#} in flight, "
                + $"turnaround {Figures.Time(turnaround)} on average, over {Window(pace)}{Little(pace, rate * turnaround.TotalSeconds, batches)}";

    // Little's law holds of what is steady: what began is what ended, and no end of the window matters.
    private static string Little(PaceSummary pace, double inFlight, BatchSummary? batches) =>
        pace.IsWholeLoad || Math.Abs(inFlight - pace.InFlight) <= Unlike * pace.InFlight ? ""
        : BatchOutcomes.All.Any(outcome => outcome.IsByRun() && batches?[outcome] > 0)
            ? "; batches that the run itself cancelled, retried or deleted are in flight and may be in no rate"
        : $"; rate × turnaround is {inFlight:0.#} in flight: not steady, or too short for that turnaround";

    /// <summary>That the service, and not the load, set the pace; null where that does not show.</summary>
    /// <param name="profile">The load asked for.</param>
    /// <param name="pace">How fast it worked.</param>
    public static string? Limit(LoadProfile profile, PaceSummary pace)
    {
        if (pace is not { Waiting: { } waiting, PerSecond: { } rate })
        {
            return null;
        }

        var waiters = Figures.Count((long)Math.Round(waiting * pace.InFlight));
        return $"the service set the pace: it took {Rate(rate)} batches/s; "
            + (
                profile is ClosedLoad closed
                    ? $"{waiters} of {Figures.Of(closed.Users, "user")} were waiting for it"
                    : $"{waiters} of {pace.InFlight:0.#} batches in flight were waiting for their turn"
            )
            + (
                pace.LeastLoaded is { } least && pace.All is { } all
                    ? $" (turnaround {Figures.Time(least.Turnaround)} with {least.InFlight:0.#} in flight, "
                        + $"{Figures.Time(all.Turnaround)} with {all.InFlight:0.#})"
                    : ""
            );
    }

    /// <summary>Which seconds the figures are of.</summary>
    public static string Window(PaceSummary pace) => $"{Figures.Clock(pace.From)}–{Figures.Clock(pace.To)}{Part(pace)}";

    private static string Part(PaceSummary pace) =>
        pace.HasWarmUpInIt ? " (the whole load; batches of the warm-up ran beside it and are not in it)"
        : pace.IsWholeLoad ? " (the whole load)"
        : "";

    private static string Rate(double perSecond) => perSecond >= 10 ? $"{perSecond:0}" : $"{perSecond:0.0##}";
}
