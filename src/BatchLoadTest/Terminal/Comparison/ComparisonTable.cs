using BatchLoadTest.Comparison;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Comparison;

/// <summary>Every compared figure with its change and verdict.</summary>
public static class ComparisonTable
{
    /// <summary>Captions and one line per row, the worst first; nothing where there is none.</summary>
    public static IReadOnlyList<Line> Lay(IEnumerable<ComparisonRow> rows, int width, Glyphs glyphs)
    {
        var table = new TextTable(
            TextColumn.Text("figure"),
            new TextColumn("BASE"),
            new TextColumn("NEW"),
            new TextColumn("change"),
            new TextColumn(new Cell(Tone.Plain, "95 % interval", "95 %")) { Dispensable = 1 },
            TextColumn.Text("verdict")
        );
        foreach (var row in ComparisonRow.WorstFirst(rows))
        {
            table.Add(
                row.Metric.TitleInClass,
                ComparisonWords.Figure(row.Metric.Kind, row.Base),
                ComparisonWords.Figure(row.Metric.Kind, row.New),
                ComparisonWords.Change(row),
                ComparisonWords.Interval(row),
                Verdict(row, glyphs)
            );
        }

        return table.Count == 0 ? [] : table.Lay(width, glyphs);
    }

    /// <summary>The sign before a verdict's word, with a space, so that colour is not all there is.</summary>
    public static Piece Mark(ComparisonVerdict verdict, Glyphs glyphs) =>
        verdict switch
        {
            ComparisonVerdict.Worse => new Piece(glyphs.Failed.Length > 0 ? glyphs.Failed : "! ", Tone.Bad),
            ComparisonVerdict.Better => new Piece(glyphs.Passed.Length > 0 ? glyphs.Passed : "+ ", Tone.Good),
            ComparisonVerdict.NoDifference => new Piece("= "),
            _ => new Piece("? ", Tone.Faint),
        };

    private static Cell Verdict(ComparisonRow row, Glyphs glyphs)
    {
        var mark = Mark(row.Verdict, glyphs);
        return new Cell(mark.Tone, mark.Text + ComparisonWords.Word(row));
    }
}
