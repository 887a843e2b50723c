namespace BatchLoadTest.Terminal.Layout;

/// <summary>
/// A table that never is wider than it may be. While it does not fit, it takes shorter forms of its cells, then leaves
/// out columns that are dispensable; a cell with a number is never cut unless nothing else helps.
/// </summary>
public sealed class TextTable(params IReadOnlyList<TextColumn> columns)
{
    private const int Levels = 3;
    private const int WidestGap = 3;
    private const int NarrowestFlexible = 12;

    // In less, words would fill the screen from top to bottom.
    private const int NarrowestWrapped = 18;

    // More of one cell would push all others off the screen.
    private const int MostLines = 6;

    private readonly List<IReadOnlyList<Cell>> rows =
    [
        [.. columns.Select(column => column.Header)],
    ];

    /// <summary>Rows added, the caption not counted.</summary>
    public int Count => rows.Count - 1;

    /// <summary>Adds a row with one cell for each column.</summary>
    public void Add(params IReadOnlyList<Cell> cells)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cells.Count, columns.Count, nameof(cells));
        rows.Add(cells);
    }

    /// <summary>The captions and all rows, each at most <paramref name="width"/> cells wide.</summary>
    public IReadOnlyList<Line> Lay(int width, Glyphs glyphs)
    {
        var (shown, level) = Choose(width);
        var widths = shown.ToDictionary(index => index, index => NaturalWidth(index, level));
        var gaps = Math.Max(1, shown.Count - 1);
        var flexible = shown.FindIndex(index => columns[index].Flexible);
        int gap;
        if (flexible < 0)
        {
            gap = Math.Clamp((width - widths.Values.Sum()) / gaps, 1, WidestGap);
        }
        else
        {
            gap = 2;
            var others = widths.Values.Sum() - widths[shown[flexible]] + (gap * gaps);
            widths[shown[flexible]] = Math.Clamp(width - others, 1, widths[shown[flexible]]);
        }

        return
        [
            .. rows.SelectMany(
                (row, number) =>
                    LayLines(row, shown, widths, level, gap, number == 0, glyphs)
                        .Select(line => line.Cut(width, glyphs))
            ),
        ];
    }

    private (List<int> Shown, int Level) Choose(int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        var level = 0;
        while (NarrowestWidth(shown, level) > width)
        {
            if (level < Levels - 1)
            {
                level++;
                continue;
            }

            var victim = shown.MaxBy(index => columns[index].Dispensable);
            if (columns[victim].Dispensable == 0)
            {
                break;
            }

            shown.Remove(victim);
        }

        return (shown, level);
    }

    // Beside words there are two cells between columns, and one where it is tight otherwise.
    private int NarrowestWidth(List<int> shown, int level) =>
        (shown.Count - 1) * (shown.Exists(index => columns[index].Wraps) ? 2 : 1)
        + shown.Sum(index =>
            columns[index].Flexible
                ? Math.Min(columns[index].Wraps ? NarrowestWrapped : NarrowestFlexible, NaturalWidth(index, level))
                : NaturalWidth(index, level)
        );

    private int NaturalWidth(int column, int level) => rows.Max(row => row[column].At(level).Width);

    // Words that go on stand under those that they follow.
    private IEnumerable<Line> LayLines(
        IReadOnlyList<Cell> row,
        List<int> shown,
        Dictionary<int, int> widths,
        int level,
        int gap,
        bool caption,
        Glyphs glyphs
    )
    {
        var wrapped = shown.FindIndex(index => columns[index] is { Flexible: true, Wraps: true });
        if (
            wrapped < 0
            || widths[shown[wrapped]] is var room
                && (room < NarrowestWrapped || row[shown[wrapped]].At(level).Width <= room)
        )
        {
            return [LayRow(row, shown, widths, level, gap, caption, glyphs)];
        }

        var cell = row[shown[wrapped]].At(level);
        var lines = WrappedText.Lay(new Piece(""), cell.Text, room, cell.Tone).Select(line => line.ToString()).ToList();
        if (lines.Count > MostLines)
        {
            lines[MostLines - 1] = CellText.Cut(lines[MostLines - 1] + glyphs.Ellipsis, room, glyphs.Ellipsis);
        }

        List<Cell> first = [.. row];
        first[shown[wrapped]] = new Cell(cell.Tone, lines[0]);
        var column = shown.Take(wrapped).Sum(index => widths[index] + gap);
        return
        [
            LayRow(first, shown, widths, level, gap, caption, glyphs),
            .. lines.Take(MostLines).Skip(1).Select(line => new Line().PadTo(column).Add(line, cell.Tone)),
        ];
    }

    private Line LayRow(
        IReadOnlyList<Cell> row,
        List<int> shown,
        Dictionary<int, int> widths,
        int level,
        int gap,
        bool caption,
        Glyphs glyphs
    )
    {
        var line = new Line();
        var column = 0;
        foreach (var index in shown)
        {
            var piece = row[index].At(level);
            if (columns[index].Flexible)
            {
                piece = new Piece(CellText.Cut(piece.Text, widths[index], glyphs.Ellipsis), piece.Tone);
            }

            line.PadTo(columns[index].Left ? column : column + widths[index] - piece.Width)
                .Add(caption ? new Piece(piece.Text, Tone.Faint) : piece);
            column += widths[index] + gap;
        }

        return line;
    }
}
