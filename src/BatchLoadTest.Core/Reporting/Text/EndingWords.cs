using BatchLoadTest.Recording;

namespace BatchLoadTest.Reporting.Text;

/// <summary>How long a run went on, in words.</summary>
public static class EndingWords
{
    /// <summary>
    /// Such as <c>after 43.0 s</c>, or <c>after 6.94 s, in the warm-up</c>, or <c>before the load began</c>.
    /// </summary>
    public static string After(RunEnding ending) =>
        ending.IsBeforeTheLoad
            ? "before the load began"
            : $"after {Figures.Time(ending.RanFor)}" + (ending.Load.WarmUpCutAfter is null ? "" : ", in the warm-up");
}
