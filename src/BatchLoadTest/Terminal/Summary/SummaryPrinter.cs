using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;
using Spectre.Console;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>The last thing a person sees of a run: the verdict first, then what it rests on.</summary>
public sealed class SummaryPrinter(IAnsiConsole console)
{
    private const int MostFailures = 20;
    private const int WidthForNames = 100;

    /// <summary>Prints the summary of a run.</summary>
    /// <param name="report">The run.</param>
    /// <param name="files">Paths of the report files that were written.</param>
    public void Print(RunReport report, IReadOnlyList<string> files)
    {
        var width = Math.Min(console.Profile.Width, TerminalSize.WidestText);
        var glyphs = Glyphs.For(console.Profile.Capabilities.Unicode);
        List<Line> lines = [];
        foreach (var block in Blocks(report, files, width, glyphs).Where(block => block.Count > 0))
        {
            lines.AddRange(block);
            lines.Add(Line.Blank);
        }

        lines.RemoveAt(lines.Count - 1);
        console.Write(new LinesRenderable(lines));
    }

    private static IEnumerable<IReadOnlyList<Line>> Blocks(
        RunReport report,
        IReadOnlyList<string> files,
        int width,
        Glyphs glyphs
    )
    {
        yield return VerdictText.Lay(report, width, glyphs);
        yield return CausesText.Lay(report, width, glyphs);
        yield return CapacityTable.Lay(report.Ending.Capacity, width, glyphs);
        yield return ThresholdTable.Lay(report.ThresholdsWorstFirst, width, glyphs);
        yield return
        [
            .. SummaryLabel.Lay("notices", report.Caveats.Concat(report.Ending.Notices), width, Tone.Warning),
        ];
        yield return FactsText.Lay(report, width);
        yield return
        [
            .. StepTable.Final(report.Final, width, glyphs),
            .. Names(report, width),
            .. SummaryLabel.Lay("transfer", RequestWords.Transfer(report.Final.Total), width),
        ];
        yield return BatchesText.Lay(report.Final.Batches, width, glyphs);
        yield return ClassTable.Lay(report.Final, width, glyphs);
        yield return Failures(report, width, glyphs);
        yield return [.. SummaryLabel.Lay("files", Folders(files), width)];
    }

    // metrics.json and the predecessor's dashboards know steps by these names. On a narrow screen they would take more
    // lines than the table; there, the id within each name's brackets must do.
    private static IEnumerable<Line> Names(RunReport report, int width)
    {
        var names = report
            .Final.Steps.Select(step => step.Step)
            .OfType<Measurements.StepName>()
            .Select(name => $"{name.Id} = {name.Name}")
            .ToList();
        return names.Count == 0 || width < WidthForNames
            ? []
            : WrappedText.Lay(
                SummaryLabel.Of("names"),
                names.Select((name, index) => new Piece(index < names.Count - 1 ? $"{name}," : name, Tone.Faint)),
                width
            );
    }

    private static List<Line> Failures(RunReport report, int width, Glyphs glyphs)
    {
        List<Line> lines = [];
        var failures = FailureSummary.Rows(report.Final.Failures);
        if (failures.Count > 0)
        {
            lines.AddRange(FailureMatrixTable.Of(report.Final, width, glyphs));
            lines.AddRange(FailureTable.Final(report, MostFailures, width, glyphs));
        }

        if (failures.Count > MostFailures)
        {
            var rest = failures.Skip(MostFailures).Sum(failure => failure.Count);
            lines.Add(
                new Line().Add(
                    $"and {Figures.Count(rest)} more of {failures.Count - MostFailures} other kinds or words"
                )
            );
        }

        if (report.Final.Total.KeyPending is > 0 and var pending)
        {
            var text =
                $"{Figures.Of(pending, "answer")} said that a new key was not admitted yet, and the request was sent again";
            lines.AddRange(WrappedText.Lay(new Piece("not failures: "), text, width));
        }

        if (RequestWords.Resent(report.Final.Total) is { } resent)
        {
            lines.AddRange(WrappedText.Lay(new Piece("not failures: "), resent, width));
        }

        return lines;
    }

    // Each folder once: long paths would be broken, and could not be pasted.
    private static IEnumerable<string> Folders(IReadOnlyList<string> files) =>
        files
            .GroupBy(file => Path.GetDirectoryName(file) ?? "", StringComparer.Ordinal)
            .Select(folder => $"{folder.Key}: {string.Join(", ", folder.Select(Path.GetFileName))}");
}
