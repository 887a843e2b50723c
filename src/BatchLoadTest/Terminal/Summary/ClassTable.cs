using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>The classes of batches side by side.</summary>
internal static class ClassTable
{
    // What is left out where the screen is narrow, the highest first.
    private static int Order(string title) =>
        title switch
        {
            "tokens" => 4,
            "rows" => 3,
            "cost" => 2,
            "failed" => 1,
            _ => 0,
        };

    /// <summary>A row for each; nothing where there are no classes.</summary>
    public static IReadOnlyList<Line> Lay(RunSnapshot run, int width, Glyphs glyphs)
    {
        if (run.Classes.Count == 0)
        {
            return [];
        }

        var titles = ClassRow.Titles(run);
        var table = new TextTable([
            TextColumn.Text(titles[0]),
            .. titles.Skip(1).Select(title => new TextColumn(title) { Dispensable = Order(title) }),
        ]);
        foreach (var row in ClassRow.All(run))
        {
            table.Add([.. row.Cells.Select(Cell.FromString)]);
        }

        return table.Lay(width, glyphs);
    }
}
