using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>For how long the service answered nothing, in words.</summary>
public static class SilenceSentences
{
    /// <summary>The longest stretch, and all together where there were several; null where there was none.</summary>
    public static string? Of(SilenceSummary silence)
    {
        if (silence.Stretches.MaxBy(stretch => stretch.Length) is not { } longest)
        {
            return null;
        }

        var text =
            $"the service answered nothing for {Figures.Time(longest.Length)} from {RunClockWords.Of(longest.From)}, "
            + $"{Figures.Of(longest.Waiting, "request")} waiting";
        var share = $"{Figures.Share(silence.Share)} of the load's time";
        return silence.Count == 1
            ? $"{text}: {share}"
            : $"{text}; in all for {Figures.Time(silence.Total)} in {Figures.Count(silence.Count)} stretches, {share}";
    }
}
