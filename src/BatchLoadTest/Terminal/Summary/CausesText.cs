using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Causes;
using BatchLoadTest.Reporting.Patterns;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>Right below the verdict: what failed, worst first, and what the run looks like.</summary>
public static class CausesText
{
    /// <summary>A line or more for each; nothing where nothing failed and no pattern fits.</summary>
    public static IReadOnlyList<Line> Lay(RunReport report, int width, Glyphs glyphs) =>
        [
            .. SummaryLabel.Lay("failed", Causes(report, glyphs), width, Tone.Bad),
            .. SummaryLabel.Lay("looks like", RunPatterns.Of(report), width),
        ];

    private static IEnumerable<string> Causes(RunReport report, Glyphs glyphs) =>
        RunCauses
            .Of(report, RunVerdict.Of(report))
            .Select(words =>
                words
                    .Replace("×", $"{glyphs.Times}", StringComparison.Ordinal)
                    .Replace("…", glyphs.Ellipsis, StringComparison.Ordinal)
            );
}
