using System.Globalization;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Checks.Reports;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Checks;

/// <summary>What a person sees of a check: a line for each as soon as it has ended, and the verdict.</summary>
/// <param name="terminal">Where.</param>
internal sealed class CheckLines(TerminalOutput terminal)
{
    private const int NameWidth = 20;

    // More would fill the screen; reports have all.
    private const int MostNamed = 12;

    private readonly bool isUnicode = terminal.Console.Profile.Capabilities.Unicode;
    private readonly CheckMarks marks = new(terminal.Console.Profile.Capabilities.Unicode);
    private string? group;

    /// <summary>What is looked at, and what it costs.</summary>
    public void Begin(Uri host, Dialect dialect, CheckPlan plan)
    {
        var more = plan.RowsIfTaken - plan.Rows;
        var pays =
            (plan.Rows == 0 ? "no row is paid for" : $"at most {Figures.Of(plan.Rows, "row")} will be paid for")
            + (more == 0 ? "" : $", {more} more where all that is wrong is taken");
        Write([
            .. WrappedText.Lay(
                new Piece(""),
                $"check of {host.GetLeftPart(UriPartial.Authority)} as {dialect.Name}: {Figures.Of(plan.Wanted, "check")}, {pays}",
                Width,
                Tone.Strong
            ),
        ]);
    }

    /// <summary>One that has ended.</summary>
    public void Show(CheckDone done)
    {
        List<Line> lines = [];
        if (done.Check.Group != group)
        {
            group = done.Check.Group;
            lines.Add(Line.Blank);
            lines.AddRange(WrappedText.Lay(new Piece(""), group, Width, Tone.Strong));
        }

        var tone = CheckMarks.ToneOf(done.Result.Verdict);
        // An empty first piece would be taken for the label's.
        var label = new Piece($"{marks.Of(done.Result.Verdict)}{done.Check.Name.PadRight(NameWidth)} ", tone);
        lines.AddRange(
            WrappedText.Lay(
                label,
                Seen(done),
                Width,
                done.Result.Verdict == CheckVerdict.Failed ? Tone.Bad : Tone.Plain
            )
        );
        var indent = new Piece(new string(' ', label.Text.Length));
        if (done.Result is { Fix: { } fix, Verdict: CheckVerdict.Failed or CheckVerdict.Noted })
        {
            lines.AddRange(
                WrappedText.Lay(
                    indent,
                    "→ ".Replace("→", isUnicode ? "→" : "->", StringComparison.Ordinal) + fix,
                    Width,
                    Tone.Strong
                )
            );
        }

        Write(lines);
        if (done.Result is { Verdict: CheckVerdict.Failed, Answer: { } answer })
        {
            // Not wrapped: it is to be pasted.
            terminal.Out.WriteLine(answer.Curl);
        }
    }

    /// <summary>The verdict, what is left, and where the reports are.</summary>
    public void End(CheckReport report, int exitCode, string folder, int putOff)
    {
        foreach (var without in report.Done.Where(IsWithout).GroupBy(done => done.Result.Seen, StringComparer.Ordinal))
        {
            var names = without.Select(done => done.Check.Id).ToList();
            Write([
                .. WrappedText.Lay(
                    new Piece(marks.Of(CheckVerdict.Skipped), Tone.Faint),
                    $"{(names.Count > MostNamed ? Figures.Of(names.Count, "check") : string.Join(", ", names))}: not made, {without.Key}",
                    Width,
                    Tone.Faint
                ),
            ]);
        }

        ShowGroups(report.Done);
        var word = report.IsPassed ? "PASSED" : "FAILED";
        Write([
            Line.Blank,
            .. WrappedText.Lay(
                new Piece($"{word}  ", report.IsPassed ? Tone.Good : Tone.Bad),
                $"{report.Words}, in {report.Took.TotalSeconds:0.0} s (exit code {exitCode})",
                Width
            ),
        ]);
        Left(report.Left);
        if (putOff > 0)
        {
            Write([
                .. WrappedText.Lay(
                    new Piece("limit   ", Tone.Warning),
                    $"{Figures.Of(putOff, "request")} answered 429 with Retry-After: sent again after that",
                    Width,
                    Tone.Warning
                ),
            ]);
        }

        Write([
            .. WrappedText.Lay(
                new Piece("files   ", Tone.Faint),
                $"{folder}: {CheckJson.FileName}, {CheckMarkdown.FileName}, {CheckJUnit.FileName}",
                Width
            ),
        ]);
    }

    /// <summary>A signal ended it.</summary>
    public void Stopped(IReadOnlyList<string> left)
    {
        Write([
            Line.Blank,
            .. WrappedText.Lay(
                new Piece("STOPPED ", Tone.Bad),
                left.Count == 0 ? "what was created is removed" : "not all that was created could be removed",
                Width
            ),
        ]);
        Left(left);
    }

    private void Left(IReadOnlyList<string> left) =>
        Write([
            .. left.Take(MostNamed)
                .Concat(left.Count > MostNamed ? [$"{left.Count - MostNamed} more, as the reports say"] : [])
                .SelectMany(line => WrappedText.Lay(new Piece("left    ", Tone.Warning), line, Width, Tone.Warning)),
        ]);

    // By group, where there are several.
    private void ShowGroups(IReadOnlyList<CheckDone> all)
    {
        var groups = all.GroupBy(done => done.Check.Group, StringComparer.Ordinal).ToList();
        if (groups.Count < 2)
        {
            return;
        }

        var table = new TextTable([
            TextColumn.Text("group"),
            .. CheckWords.Verdicts.Select(verdict => new TextColumn(verdict.KindName().Replace('_', ' '))),
        ]);
        foreach (var of in groups)
        {
            table.Add([
                of.Key,
                .. CheckWords.Verdicts.Select(verdict =>
                {
                    var count = of.Count(done => done.Result.Verdict == verdict);
                    return new Cell(
                        count == 0 ? Tone.Faint : CheckMarks.ToneOf(verdict),
                        count == 0 ? "-" : count.ToString(CultureInfo.InvariantCulture)
                    );
                }),
            ]);
        }

        Write([Line.Blank, .. table.Lay(Width, Glyphs.For(isUnicode))]);
    }

    // What was seen says little without what is required.
    private static string Seen(CheckDone done) =>
        done.Result.Verdict is CheckVerdict.Failed or CheckVerdict.Noted
            ? $"{done.Result.Seen} ({done.Check.Worth.KindName()}: {done.Check.Requirement})"
            : done.Result.Seen;

    private int Width => Math.Min(terminal.Console.Profile.Width, TerminalSize.WidestText);

    private void Write(List<Line> lines)
    {
        if (lines.Count > 0)
        {
            terminal.Console.Write(new LinesRenderable(lines));
        }
    }

    // They were not shown as they came.
    private static bool IsWithout(CheckDone done) =>
        done.Result.Verdict == CheckVerdict.Skipped && done.Result.Seen.EndsWith(" failed", StringComparison.Ordinal);
}
