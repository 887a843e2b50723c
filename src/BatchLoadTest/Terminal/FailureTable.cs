using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal;

/// <summary>The table of failures by step and kind, most frequent first.</summary>
public static class FailureTable
{
    /// <summary>For the live view: the first <paramref name="rows"/> of them, without captions.</summary>
    public static IReadOnlyList<Line> Live(RunSnapshot snapshot, int rows, int width, Glyphs glyphs)
    {
        var table = new TextTable(
            TextColumn.Text("failures"),
            TextColumn.Text("kind"),
            new TextColumn("count"),
            Words("first one's words")
        );
        foreach (var failure in FailureSummary.Rows(snapshot.Failures).Take(rows))
        {
            table.Add(failure.Step.Id, Kind(failure), Count(failure), failure.Example);
        }

        return table.Lay(width, glyphs);
    }

    /// <summary>For the summary: all but a long tail.</summary>
    public static IReadOnlyList<Line> Final(RunReport report, int rows, int width, Glyphs glyphs)
    {
        var table = new TextTable(
            TextColumn.Text("failures"),
            TextColumn.Text("kind"),
            new TextColumn("count"),
            new TextColumn("first at"),
            new TextColumn("last at"),
            Words("first one's words") with
            {
                Wraps = true,
            }
        );
        foreach (var failure in FailureSummary.Rows(report.Final.Failures).Take(rows))
        {
            var (first, last) = (Figures.Clock(failure.First), Figures.Clock(failure.Last));
            var (begin, end) = (RunClockWords.Of(report, failure.First), RunClockWords.Of(report, failure.Last));
            table.Add(
                failure.Step.Id,
                Kind(failure),
                Count(failure),
                new Cell(Tone.Plain, $"{first} ({begin})", $"{first} {begin}", first),
                new Cell(Tone.Plain, $"{last} ({end})", last),
                failure.Example
            );
        }

        return table.Lay(width, glyphs);
    }

    private static TextColumn Words(string header) => TextColumn.Text(header) with { Flexible = true };

    private static Cell Kind(FailureSummary failure) => new(Tone.Bad, failure.Kind);

    private static Cell Count(FailureSummary failure) =>
        new(Tone.Plain, Figures.Count(failure.Count), $"{failure.Count}", Figures.ShortCount(failure.Count));
}
