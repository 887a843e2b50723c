using BatchLoadTest.Measurements;
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
            return WrappedText.Lay(SummaryLabel.Of("batches"), "none was created", width);
        }

        return
        [
            .. WrappedText.Lay(SummaryLabel.Of("batches"), Sum(batches), width),
            .. WrappedText.Lay(SummaryLabel.Of("turnaround"), BatchSentences.Turnaround(batches), width),
            .. Phases(batches, width),
            .. ResultsText.Lay(batches, width),
            .. SummaryLabel.Lay("such as", batches.Examples.Take(MostExamples).Select(BatchSentences.Describe), width),
        ];
    }

    // As BatchSentences.Sum has it, in colours. Zeros stay, faintly: a reader who looks for lost batches wants to see that
    // there are none.
    private static IEnumerable<Piece> Sum(BatchSummary batches)
    {
        yield return new Piece($"{Figures.Count(batches.Created)} created", Tone.Strong);
        var sign = "=";
        foreach (var outcome in BatchSentences.Shown(batches))
        {
            yield return Term(sign, batches[outcome], BatchSentences.Name(outcome), ToneOf(outcome));
            sign = "+";
        }

        // A finished run has none; a report of one that was killed may.
        if (batches.InFlight != 0)
        {
            yield return Term(sign, batches.InFlight, "in flight", Tone.Warning);
        }
    }

    private static Piece Term(string sign, long count, string name, Tone tone) =>
        new($"{sign} {Figures.Count(count)} {name}", count == 0 ? Tone.Faint : tone);

    private static Tone ToneOf(BatchOutcome outcome) =>
        outcome switch
        {
            BatchOutcome.Completed => Tone.Good,
            BatchOutcome.Unfinished => Tone.Warning,
            _ when outcome.IsByRun() => Tone.Warning,
            _ => Tone.Bad,
        };

    private static IEnumerable<Line> Phases(BatchSummary batches, int width)
    {
        var parts = BatchSentences
            .Phases(batches)
            .Select(phase => $"{phase.Key} {phase.Value.P50.TotalSeconds:0} / {phase.Value.Max.TotalSeconds:0} s")
            .ToList();
        return parts.Count == 0
            ? []
            : WrappedText.Lay(
                SummaryLabel.Of("phases"),
                string.Join(", ", parts) + " (p50 / max by the service's stamps, whole seconds)",
                width
            );
    }
}
