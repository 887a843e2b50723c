using BatchLoadTest.Reporting;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>The summary's first line: how the run ended, why, and what the process returns.</summary>
public static class VerdictText
{
    /// <summary>Mostly one line; more where the reason is long.</summary>
    public static IReadOnlyList<Line> Lay(RunReport report, int width, Glyphs glyphs)
    {
        var verdict = RunVerdict.Of(report);
        var (tone, glyph) = verdict.Kind switch
        {
            VerdictKind.Good => (Tone.Good, glyphs.Passed),
            VerdictKind.Bad => (Tone.Bad, glyphs.Failed),
            _ => (Tone.Warning, ""),
        };
        return WrappedText.Lay(
            new Piece($"{glyph}{verdict.Word}  ", tone),
            [.. WrappedText.Words(verdict.Reason), new Piece($"(exit code {report.ExitCode})")],
            width
        );
    }
}
