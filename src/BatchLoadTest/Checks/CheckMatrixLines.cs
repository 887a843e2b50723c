using System.Globalization;
using BatchLoadTest.Checks.Matrix;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Checks;

/// <summary>Services side by side on a terminal: who they are, a row for each check that differs, and how many do not.</summary>
/// <param name="terminal">Where.</param>
internal sealed class CheckMatrixLines(TerminalOutput terminal)
{
    // Longer ones are told by their letters.
    private const int LongestHead = 12;

    private readonly CheckMarks marks = new(terminal.Console.Profile.Capabilities.Unicode);
    private readonly Glyphs glyphs = Glyphs.For(terminal.Console.Profile.Capabilities.Unicode);

    /// <summary>Shows them.</summary>
    /// <param name="matrix">The services.</param>
    /// <param name="all">Also the rows that are the same everywhere.</param>
    public void Show(CheckMatrix matrix, bool all)
    {
        var width = Math.Min(terminal.Console.Profile.Width, TerminalSize.WidestText);
        var rows = all ? matrix.Rows : matrix.Different;
        List<Line> lines = [];
        for (var index = 0; index < matrix.Checks.Count; index++)
        {
            var check = matrix.Checks[index];
            lines.AddRange(
                WrappedText.Lay(
                    new Piece($"{Letter(index)}  ", Tone.Strong),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{matrix.Heads[index]}: {check.Host} as {check.Dialect}, {check.StartedAt:yyyy-MM-dd HH:mm}, {Failed(check)}"
                    ),
                    width
                )
            );
        }

        if (rows.Count > 0)
        {
            lines.Add(Line.Blank);
            lines.AddRange(Table(matrix, rows).Lay(width, glyphs));
        }

        lines.Add(Line.Blank);
        lines.AddRange(WrappedText.Lay(new Piece(""), Counts(matrix, all), width, Tone.Faint));
        terminal.Console.Write(new LinesRenderable(lines));
    }

    private TextTable Table(CheckMatrix matrix, IReadOnlyList<CheckMatrixRow> rows)
    {
        var table = new TextTable([
            TextColumn.Text("check"),
            .. matrix.Heads.Select((head, index) => new TextColumn(HeadOf(head, index)) { Left = true }),
            TextColumn.Text("required") with
            {
                Flexible = true,
                Dispensable = 1,
            },
        ]);
        foreach (var row in rows)
        {
            table.Add([
                row.Check.Id,
                .. row.Cells.Select(cell =>
                    cell is null
                        ? new Cell(Tone.Faint, "")
                        : new Cell(CheckMarks.ToneOf(cell.Verdict), marks.Of(cell.Verdict).TrimEnd())
                ),
                $"{row.Check.Requirement} ({row.Check.Worth})",
            ]);
        }

        return table;
    }

    private string Counts(CheckMatrix matrix, bool all)
    {
        var same = matrix.Rows.Count - matrix.Different.Count;
        var hidden = all || same == 0 ? "" : "; --all shows them";
        return $"{Figures.Of(matrix.Rows.Count, "check")}, {matrix.Different.Count} not the same everywhere, {same} the same{hidden}. {marks.Legend}";
    }

    private static Cell HeadOf(string head, int index) =>
        head.Length <= LongestHead ? new Cell(Tone.Plain, head, Letter(index)) : new Cell(Tone.Plain, Letter(index));

    private static string Failed(ReadCheck check)
    {
        var failed = check.Rows.Count(row => row.Verdict == CheckVerdict.Failed);
        return failed == 0 ? "every must is kept" : $"{Figures.Of(failed, "must")} not kept";
    }

    // A, B, … Z, AA: nobody has so many.
    private static string Letter(int index) =>
        index < 26 ? ((char)('A' + index)).ToString() : Letter((index / 26) - 1) + Letter(index % 26);
}
