using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>Most of the turnaround is our own wait for the next poll, by the service's stamps of the end.</summary>
internal static class LateSight
{
    private const double Most = 0.5;

    // The service's stamps have whole seconds.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    public static string? Of(RunReport report)
    {
        var (lag, turnaround) = (report.Final.Batches.ObservationLag, report.Final.Batches.Turnaround);
        return lag.Count == 0 || lag.P50 < Least || lag.P50 < Most * turnaround.P50
            ? null
            // Rounded stamps may show more than there was.
            : $"turnaround shows our own waits between polls: by the service's stamps, whole seconds, about "
                + $"{Math.Min(Math.Round(lag.P50.TotalSeconds), Math.Floor(turnaround.P50.TotalSeconds)):0} of "
                + $"{Figures.Time(turnaround.P50)} (medians) lie between the end of a batch and the poll that saw it; "
                + "--poll-interval and --poll-max-interval say how long those waits are";
    }
}
