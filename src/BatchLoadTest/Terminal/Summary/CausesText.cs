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
            .. Labelled("failed", Causes(report, glyphs), Tone.Bad, width),
            .. Labelled("looks like", RunPatterns.Of(report), Tone.Plain, width),
        ];

    private static IReadOnlyList<string> Causes(RunReport report, Glyphs glyphs) =>
        [
            .. RunCauses
                .Of(report, RunVerdict.Of(report))
                .Select(words =>
                    words
                        .Replace("×", $"{glyphs.Times}", StringComparison.Ordinal)
                        .Replace("…", glyphs.Ellipsis, StringComparison.Ordinal)
                ),
        ];

    private static IEnumerable<Line> Labelled(string label, IReadOnlyList<string> texts, Tone tone, int width) =>
        texts.SelectMany((text, index) => WrappedText.Lay(SummaryLabel.Of(index == 0 ? label : ""), text, width, tone));
}
