using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal;

/// <summary>Failed requests by step and kind, where several of both failed and the table fits as it is.</summary>
public static class FailureMatrixTable
{
    private const int MostWidth = 80;
    private const int Gap = 2;

    /// <summary>The table with an empty line behind it; no line where it says nothing more than the list of failures.</summary>
    public static IReadOnlyList<Line> Of(RunSnapshot snapshot, int width, Glyphs glyphs)
    {
        if (FailureMatrix.Of(snapshot.Failures) is not { Steps.Count: > 1, Kinds.Count: > 1 } matrix)
        {
            return [];
        }

        List<string[]> rows =
        [
            ["failures", .. matrix.Kinds, "all"],
            .. matrix.Steps.Select(step =>
                (string[])[step.Step, .. step.Counts.Select(Count), Figures.Count(step.Total)]
            ),
            ["all", .. matrix.Totals.Select(Count), Figures.Count(matrix.Total)],
        ];
        var natural =
            Enumerable.Range(0, rows[0].Length).Sum(column => rows.Max(row => row[column].Length) + Gap) - Gap;
        if (natural > Math.Min(width, MostWidth))
        {
            return [];
        }

        var table = new TextTable([
            TextColumn.Text(rows[0][0]),
            .. rows[0].Skip(1).Select(kind => new TextColumn(kind)),
        ]);
        foreach (var row in rows.Skip(1))
        {
            table.Add([.. row.Select(Cell.FromString)]);
        }

        return [.. table.Lay(Math.Min(width, MostWidth), glyphs), new Line()];
    }

    private static string Count(long count) => count == 0 ? "-" : Figures.Count(count);
}
