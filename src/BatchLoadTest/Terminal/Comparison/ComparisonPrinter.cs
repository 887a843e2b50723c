using BatchLoadTest.Comparison;
using BatchLoadTest.Recording;
using BatchLoadTest.Terminal.Layout;
using Spectre.Console;

namespace BatchLoadTest.Terminal.Comparison;

/// <summary>
/// A comparison of two runs on a terminal: the verdict first, then every row, then what to keep in mind.
/// </summary>
public sealed class ComparisonPrinter(IAnsiConsole console)
{
    private const int LabelWidth = 14;

    /// <summary>Prints a comparison.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="failOn">What makes it fail; null where nothing does.</param>
    /// <param name="exitCode">What the process will return.</param>
    public void Print(RunComparison comparison, FailOn? failOn, int exitCode)
    {
        var width = Math.Min(console.Profile.Width, TerminalSize.WidestText);
        var glyphs = Glyphs.For(console.Profile.Capabilities.Unicode);
        List<Line> lines = [];
        foreach (var block in Blocks(comparison, failOn, exitCode, width, glyphs).Where(block => block.Count > 0))
        {
            lines.AddRange(block);
            lines.Add(Line.Blank);
        }

        lines.RemoveAt(lines.Count - 1);
        console.Write(new LinesRenderable(lines));
    }

    private static IEnumerable<IReadOnlyList<Line>> Blocks(
        RunComparison comparison,
        FailOn? failOn,
        int exitCode,
        int width,
        Glyphs glyphs
    )
    {
        yield return Verdict(comparison, failOn, exitCode, width, glyphs);
        yield return
        [
            .. WrappedText.Lay(Label("BASE"), Run(comparison.Base), width),
            .. WrappedText.Lay(Label("NEW"), Run(comparison.New), width),
            .. WrappedText.Lay(Label("compared"), comparison.Scope, width),
        ];
        yield return ComparisonTable.Lay(comparison.RowsOfAll, width, glyphs);
        foreach (var rows in comparison.RowsByClass)
        {
            // A step of a class is told where it differs; the Markdown has them all.
            var told = rows.Where(row =>
                !row.Metric.IsOfStep || row.Verdict is ComparisonVerdict.Worse or ComparisonVerdict.Better
            );
            yield return
            [
                .. WrappedText.Lay(Label("class"), rows.Key, width),
                .. ComparisonTable.Lay(told, width, glyphs),
            ];
        }

        yield return Labelled(
            "not the same",
            comparison.Differences.Select(each => $"{each.What} {each.Base} / {each.New}"),
            width
        );
        yield return Labelled("notices", comparison.Notes, width);
        yield return WrappedText.Lay(Label("method"), ComparisonWords.Method, width, Tone.Faint);
    }

    private static IReadOnlyList<Line> Verdict(
        RunComparison comparison,
        FailOn? failOn,
        int exitCode,
        int width,
        Glyphs glyphs
    )
    {
        var verdict = ComparisonTable.Mark(comparison.Verdict, glyphs);
        var word = ComparisonWords.Word(comparison.Verdict).ToUpperInvariant();
        var reason = ComparisonWords.Reason(comparison);
        if (ComparisonWords.WorseClasses(comparison, name => name) is { } classes)
        {
            reason += $"; worse {classes}";
        }

        var lines = WrappedText.Lay(
            new Piece($"{verdict.Text}{word}  ", verdict.Tone),
            [.. WrappedText.Words(reason), new Piece($"(exit code {exitCode})")],
            width
        );
        return failOn is null ? lines : [.. lines, .. Failing(comparison, failOn, width)];
    }

    private static IReadOnlyList<Line> Failing(RunComparison comparison, FailOn failOn, int width)
    {
        var among = failOn.Among(comparison);
        var text = (among.Count, failOn.IsMetBy(comparison)) switch
        {
            (0, true) => "met, because nothing could be judged",
            (0, false) => "not met",
            _ => "met by "
                + string.Join(", ", among.Select(row => $"{row.Metric.Title} ({ComparisonWords.Change(row)})")),
        };
        return WrappedText.Lay(
            new Piece($"--fail-on {failOn}  "),
            text,
            width,
            among.Count > 0 || failOn.IsMetBy(comparison) ? Tone.Bad : Tone.Plain
        );
    }

    private static Piece Label(string text) => new(text.PadRight(LabelWidth), Tone.Faint);

    private static string Run(RunFacts run)
    {
        var tags = run.Tags.Count == 0 ? "" : $", {ComparisonWords.Tags(run)}";
        return $"{run.Id}, started {run.StartedAt:u}, {run.Host}{tags}";
    }

    private static IReadOnlyList<Line> Labelled(string label, IEnumerable<string> texts, int width) =>
        [
            .. texts.SelectMany(
                (text, index) => WrappedText.Lay(Label(index == 0 ? label : ""), text, width, Tone.Warning)
            ),
        ];
}
