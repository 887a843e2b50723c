using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>
/// Every threshold with its verdict: a line each for those that a person set, that were missed, and for the main ones;
/// the other defaults in a line for all.
/// </summary>
public static class ThresholdTable
{
    /// <summary>Captions and lines; nothing where no threshold was set.</summary>
    public static IReadOnlyList<Line> Lay(IReadOnlyList<ThresholdResult> results, int width, Glyphs glyphs)
    {
        if (results.Count == 0)
        {
            return [];
        }

        var shown = results.Where(HasLine).ToList();
        var rest = results.Where(result => !HasLine(result)).ToList();
        return
        [
            .. shown.Count == 0 ? [] : Table(shown, width, glyphs),
            .. Rest("met too", ThresholdVerdict.Passed),
            .. Rest("not applied", ThresholdVerdict.DoesNotApply),
        ];

        IEnumerable<Line> Rest(string label, ThresholdVerdict verdict)
        {
            var texts = rest.Where(result => result.Verdict == verdict).Select(result => result.Text).ToList();
            return texts.Count == 0
                ? []
                : WrappedText.Lay(
                    SummaryLabel.Of(label),
                    // Whole: a threshold is there to be copied.
                    texts.Select((text, index) => new Piece(index < texts.Count - 1 ? $"{text}," : text)),
                    width
                );
        }
    }

    private static bool HasLine(ThresholdResult result) =>
        !result.IsDefault
        || result.IsMissed
        || (
            result.Verdict == ThresholdVerdict.Passed
            && DefaultThresholds.MainMetrics.Any(metric =>
                result.Text.StartsWith($"{metric} ", StringComparison.Ordinal)
            )
        );

    private static IReadOnlyList<Line> Table(List<ThresholdResult> results, int width, Glyphs glyphs)
    {
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
            ThresholdVerdict.Passed => new Cell(Tone.Good, $"{glyphs.Passed}{verdict.Word()}"),
            ThresholdVerdict.DoesNotApply => new Cell(Tone.Faint, verdict.Word()),
            _ => new Cell(Tone.Bad, $"{glyphs.Failed}{verdict.Word()}"),
        };
}
