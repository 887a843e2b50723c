using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>Every threshold with its verdict.</summary>
public static class ThresholdTable
{
    /// <summary>Captions and one line per threshold; nothing where none was set.</summary>
    public static IReadOnlyList<Line> Lay(IReadOnlyList<ThresholdResult> results, int width, Glyphs glyphs)
    {
        if (results.Count == 0)
        {
            return [];
        }

        var table = new TextTable(
            TextColumn.Text("verdict"),
            TextColumn.Text("threshold"),
            new TextColumn("actual"),
            TextColumn.Text("given by") with
            {
                Flexible = true,
            }
        );
        foreach (var result in results)
        {
            table.Add(Verdict(result.Verdict, glyphs), result.Text, result.ActualText, result.Source);
        }

        return table.Lay(width, glyphs);
    }

    private static Cell Verdict(ThresholdVerdict verdict, Glyphs glyphs) =>
        verdict switch
        {
            ThresholdVerdict.Passed => new Cell(Tone.Good, $"{glyphs.Passed}PASSED"),
            ThresholdVerdict.Failed => new Cell(Tone.Bad, $"{glyphs.Failed}FAILED"),
            _ => new Cell(Tone.Bad, $"{glyphs.Failed}NO DATA"),
        };
}
