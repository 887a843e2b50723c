using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal;

/// <summary>Batches in words.</summary>
public static class BatchWords
{
    /// <summary>Every way to end, in a fixed order.</summary>
    public static IReadOnlyList<BatchOutcome> Outcomes { get; } = Enum.GetValues<BatchOutcome>();

    /// <summary>An outcome for a person, such as <c>polls exhausted</c>.</summary>
    public static string Name(BatchOutcome outcome) => BatchSentences.Name(outcome);

    /// <summary>
    /// The sum that accounts for every batch: created = completed + failed + … . Zeros stay, faintly: a reader who
    /// looks for lost batches wants to see that there are none.
    /// </summary>
    public static IEnumerable<Piece> Sum(BatchSummary batches)
    {
        yield return new Piece($"{Figures.Count(batches.Created)} created", Tone.Strong);
        var sign = "=";
        foreach (var outcome in Outcomes)
        {
            yield return Term(sign, batches[outcome], Name(outcome), ToneOf(outcome));
            sign = "+";
        }

        // A finished run has none; a report of one that was killed may.
        if (batches.InFlight != 0)
        {
            yield return Term(sign, batches.InFlight, "in flight", Tone.Warning);
        }
    }

    /// <summary>The ways to fail that occurred, such as <c>2 expired, 1 lost</c>; empty where none did.</summary>
    public static string Failures(BatchSummary batches) =>
        string.Join(
            ", ",
            Outcomes
                .Where(outcome => batches.FailuresOf(outcome) > 0)
                .Select(outcome => $"{Figures.Count(batches.FailuresOf(outcome))} {Name(outcome)}")
        );

    private static Piece Term(string sign, long count, string name, Tone tone) =>
        new($"{sign} {Figures.Count(count)} {name}", count == 0 ? Tone.Faint : tone);

    private static Tone ToneOf(BatchOutcome outcome) =>
        outcome switch
        {
            BatchOutcome.Completed => Tone.Good,
            BatchOutcome.Unfinished => Tone.Warning,
            _ => Tone.Bad,
        };
}
