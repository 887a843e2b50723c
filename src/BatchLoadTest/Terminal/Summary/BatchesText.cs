using BatchLoadTest.Reporting.Words;
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

        var times = batches.Turnaround;
        var turnaround =
            times.Count == 0
                ? "no batch ended at the service"
                : $"p50 {Figures.Time(times.P50)}, p95 {Figures.Time(times.P95)}, max {Figures.Time(times.Max)} "
                    + $"over {Figures.Count(times.Count)} batches; {Figures.Of(batches.Polls, "poll")}, "
                    + $"{Figures.Count(batches.WastedPolls)} told nothing new";
        if (batches.Censored > 0)
        {
            turnaround +=
                $"; {Figures.Count(batches.Censored)} more never seen to end, the oldest for "
                + Figures.Time(batches.OldestUnfinished);
        }

        return
        [
            .. WrappedText.Lay(SummaryPrinter.Label("batches"), BatchWords.Sum(batches), width),
            .. WrappedText.Lay(SummaryPrinter.Label("turnaround"), turnaround, width),
            .. Phases(batches, width),
            .. ResultsText.Lay(batches, width),
            .. Examples(batches, width, glyphs),
        ];
    }

    private static IEnumerable<Line> Phases(BatchSummary batches, int width)
    {
        List<string> parts = [];
        Add("queued", batches.Queued);
        Add("running", batches.Running);
        Add("finalizing", batches.Finalizing);
        Add("seen after", batches.ObservationLag);
        return parts.Count == 0
            ? []
            : WrappedText.Lay(
                SummaryPrinter.Label("phases"),
                string.Join(", ", parts) + " (p50 / max by the service's stamps, whole seconds)",
                width
            );

        void Add(string name, LatencySummary phase)
        {
            if (phase.Count > 0)
            {
                parts.Add($"{name} {phase.P50.TotalSeconds:0} / {phase.Max.TotalSeconds:0} s");
            }
        }
    }

    private static IEnumerable<Line> Examples(BatchSummary batches, int width, Glyphs glyphs) =>
        batches
            .Examples.Take(MostExamples)
            .Select(
                (batch, index) =>
                    new Line()
                        .Add(SummaryPrinter.Label(index == 0 ? "such as" : ""))
                        .Add($"{batch.BatchId} {BatchWords.Name(batch.Outcome)}")
                        .Add($", {Figures.Of(batch.Polls, "poll")} in {Figures.Time(batch.Turnaround)}")
                        .Add(batch.LastStatus.Length == 0 ? "" : $", last status {batch.LastStatus}")
                        .Add(string.IsNullOrEmpty(batch.Detail) ? "" : $": {batch.Detail}")
                        .Cut(width, glyphs)
            );
}
