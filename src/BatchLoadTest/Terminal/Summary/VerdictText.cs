using BatchLoadTest.Reporting;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>The summary's first line: how the run ended, why, and what the process returns.</summary>
public static class VerdictText
{
    /// <summary>Mostly one line; more where the reason is long.</summary>
    public static IReadOnlyList<Line> Lay(RunReport report, int width, Glyphs glyphs)
    {
        var (word, tone, reason) = Judge(report);
        var glyph = tone switch
        {
            Tone.Good => glyphs.Passed,
            Tone.Bad => glyphs.Failed,
            _ => "",
        };
        return WrappedText.Lay(
            new Piece($"{glyph}{word}  ", tone),
            [.. WrappedText.Words(reason), new Piece($"(exit code {report.ExitCode})")],
            width
        );
    }

    private static (string Word, Tone Tone, string Reason) Judge(RunReport report)
    {
        var thresholds = Thresholds(report.Thresholds);
        var after = $"after {Figures.Time(report.Load.LoadTime + report.Load.StopTime)}";
        return report.End switch
        {
            RunEnd.CouldNotRun => ("COULD NOT RUN", Tone.Bad, report.Problem ?? "no reason given"),
            RunEnd.InternalError => (
                "INTERNAL ERROR",
                Tone.Bad,
                $"a fault of this program: {report.Problem ?? "no details"}"
            ),
            RunEnd.Interrupted => ("INTERRUPTED", Tone.Warning, $"by SIGINT {after}; {thresholds}"),
            RunEnd.Terminated => ("INTERRUPTED", Tone.Warning, $"by SIGTERM {after}; {thresholds}"),
            _ when report is { ThresholdsMet: true, ExitCode: 0 } => ("PASSED", Tone.Good, thresholds),
            _ => ("FAILED", Tone.Bad, report.Problem ?? thresholds),
        };
    }

    private static string Thresholds(IReadOnlyList<ThresholdResult> results)
    {
        var missed = results.Count(result => !result.Passed);
        return (results.Count, missed) switch
        {
            (0, _) => "no thresholds were set",
            (1, 0) => "threshold met",
            (1, _) => "threshold not met",
            (_, 0) => $"all {results.Count} thresholds met",
            _ => $"{missed} of {results.Count} thresholds not met",
        };
    }
}
