using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>How long a run went on, in words.</summary>
public static class EndingWords
{
    /// <summary>What the notice of a run begins with that a person ended on the page.</summary>
    public const string StoppedOnPage = "stopped on the page";

    /// <summary>
    /// That a person ended the run, which is no end before its time otherwise: such as
    /// <c>stopped by hand after 43.0 s</c>; null where nobody did.
    /// </summary>
    public static string? ByHand(RunEnding ending) =>
        ending.Notices.FirstOrDefault(notice => notice.StartsWith(StoppedOnPage, StringComparison.Ordinal))
            is { } notice
            ? $"stopped by hand{notice[StoppedOnPage.Length..]}"
            : null;

    /// <summary>
    /// Such as <c>after 43.0 s</c>, or <c>after 6.94 s, in the warm-up</c>, or <c>before the load began</c>.
    /// </summary>
    public static string After(RunEnding ending) =>
        ending.IsBeforeTheLoad
            ? "before the load began"
            : $"after {Figures.Time(ending.RanFor)}" + (ending.Load.WarmUpCutAfter is null ? "" : ", in the warm-up");
}
