using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Why a threshold ended a run, in words.</summary>
public static class AbortWords
{
    /// <summary>Such as <c>ended after 43 s: error_rate &lt; 20% over 30s abort was 31.2 %</c>.</summary>
    public static string Of(ThresholdAbort abort) =>
        $"ended after {After(abort.At)}: {abort.Text} was {abort.ActualText}";

    // Told at the end of a second of the clock, the run's first of which may be shorter: as windows count them.
    private static string After(TimeSpan time)
    {
        var seconds = (long)Math.Ceiling(time.TotalSeconds);
        return seconds < 60 ? $"{seconds} s" : Figures.Time(TimeSpan.FromSeconds(seconds));
    }
}
