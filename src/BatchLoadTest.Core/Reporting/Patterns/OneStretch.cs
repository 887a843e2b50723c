using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>All failures lie within one stretch of the run, with good time on both sides: a restart, a deployment.</summary>
internal static class OneStretch
{
    private const long Enough = 10;
    private const double LongestShare = 0.25;
    private static readonly TimeSpan LeastBeside = TimeSpan.FromSeconds(3);

    public static string? Of(RunReport report)
    {
        var final = report.Final;
        if (final.Failures.Sum(failure => failure.Count) is var count && count < Enough)
        {
            return null;
        }

        var (first, last) = (final.Failures.Min(failure => failure.First), final.Failures.Max(failure => failure.Last));
        return last - first > LongestShare * final.Elapsed || first < LeastBeside || final.Elapsed - last < LeastBeside
            ? null
            : $"all {Figures.Count(count)} failures lie within {Figures.Time(last - first)} "
                + $"({RunClockWords.Of(report, first)} to {RunClockWords.Of(report, last)}), with none before and after: "
                + "a restart or a deployment looks like this";
    }
}
