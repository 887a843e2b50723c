using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>What became of the batches.</summary>
public static class BatchesText
{
    private const int MostExamples = 3;

    /// <summary>The sum over all batches, turnaround, rows, and a few that did not complete.</summary>
    public static IReadOnlyList<Line> Lay(BatchSummary batches, int width, Glyphs glyphs)
    {
        if (batches.Created == 0)
        {
            return WrappedText.Lay(SummaryPrinter.Label("batches"), "none was created", width);
        }

        return
        [
            .. WrappedText.Lay(SummaryPrinter.Label("batches"), BatchWords.Sum(batches), width),
            .. WrappedText.Lay(SummaryPrinter.Label("turnaround"), BatchSentences.Turnaround(batches), width),
            .. Phases(batches, width),
            .. ResultsText.Lay(batches, width),
            .. Examples(batches, width, glyphs),
        ];
    }

    private static IEnumerable<Line> Phases(BatchSummary batches, int width)
    {
        var parts = BatchSentences
            .Phases(batches)
            .Select(phase => $"{phase.Key} {phase.Value.P50.TotalSeconds:0} / {phase.Value.Max.TotalSeconds:0} s")
            .ToList();
        return parts.Count == 0
            ? []
            : WrappedText.Lay(
                SummaryPrinter.Label("phases"),
                string.Join(", ", parts) + " (p50 / max by the service's stamps, whole seconds)",
                width
            );
    }

    private static IEnumerable<Line> Examples(BatchSummary batches, int width, Glyphs glyphs) =>
        batches
            .Examples.Take(MostExamples)
            .Select(
                (batch, index) =>
                    new Line()
                        .Add(SummaryPrinter.Label(index == 0 ? "such as" : ""))
                        .Add(BatchSentences.Describe(batch))
                        .Cut(width, glyphs)
            );
}
