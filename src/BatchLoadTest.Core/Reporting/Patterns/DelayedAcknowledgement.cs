using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>
/// Nagle's algorithm against delayed acknowledgement: the last part of a download waits for the acknowledgement of the one
/// before, which a client sends 40 ms late on a connection in use.
/// </summary>
internal static class DelayedAcknowledgement
{
    private const long Enough = 10;
    private const double MostBytes = 1_000_000;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(38);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(50);

    public static string? Of(RunReport report)
    {
        var steps = report.Final.Steps.Where(step => IsDownload(step) && Fits(step)).ToList();
        return steps.Count == 0
            ? null
            : $"downloads wait for an acknowledgement: {string.Join(", ", steps.Select(Times))}; 40 ms more on every connection "
                + "used before are Nagle's algorithm against delayed acknowledgement (TCP_NODELAY is off at the service)";
    }

    private static bool IsDownload(StepSummary step) =>
        step.Step!.Step is Step.Output or Step.Errors or Step.Read or Step.Again;

    // Small files have no other reason to take just so long.
    private static bool Fits(StepSummary step) =>
        Receiving(step) is { Count: >= Enough } times
        && times.P50 >= Least
        && times.P75 <= Most
        && step.BytesReceived < MostBytes * step.Requests;

    private static string Times(StepSummary step) =>
        $"{step.Step!.Id} receives for {Figures.Time(Receiving(step)!.P50)} (median; p75 {Figures.Time(Receiving(step)!.P75)})";

    private static LatencySummary? Receiving(StepSummary step) =>
        step.Phases.FirstOrDefault(phase => phase.Phase == RequestPhase.Receiving)?.Times;
}
