using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>The levels of a search for the largest load.</summary>
public static class CapacityTable
{
    // In the order in which they are left out where there is no room; the load and the verdict stay.
    private static readonly string[] LeftOut = ["backlog rows", "batches", "applied", "turnaround", "grew by rows/s"];

    /// <summary>Captions, a line a level and why each broke; nothing where there was no search.</summary>
    public static IReadOnlyList<Line> Lay(CapacityReport? capacity, int width, Glyphs glyphs)
    {
        if (capacity is null or { Result.Levels.Count: 0 })
        {
            return [];
        }

        var headings = CapacitySentences.Headings(capacity);
        var rows = CapacitySentences.Rows(capacity);
        var table = new TextTable([
            .. headings.Select(heading =>
                (heading is "verdict" ? TextColumn.Text(heading) : new TextColumn(heading)) with
                {
                    Dispensable = Array.IndexOf(LeftOut, heading) is var place and >= 0 ? LeftOut.Length - place : 0,
                }
            ),
        ]);
        foreach (var row in rows)
        {
            table.Add([.. row.Cells.Select((cell, index) => index < row.Cells.Count - 1 ? cell : Verdict(row))]);
        }

        return
        [
            .. table.Lay(width, glyphs),
            .. rows.Select((row, index) => (row, index))
                .Where(each => each.row.Verdict != LevelVerdict.Passed || each.row.HasNotice)
                .SelectMany(each =>
                    WrappedText.Lay(SummaryLabel.Of($"level {each.index + 1}"), each.row.Reason, width)
                ),
        ];
    }

    private static Cell Verdict(CapacityRow row) =>
        new(
            row.Verdict switch
            {
                LevelVerdict.Passed => Tone.Good,
                LevelVerdict.Undecided or LevelVerdict.Invalid => Tone.Warning,
                _ => Tone.Bad,
            },
            CapacitySentences.Word(row.Verdict)
        );
}
