using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>Whether batches ended in the order in which they were due, in words.</summary>
public static class DeadlineSentences
{
    /// <summary>
    /// How many did not, with one of them; null where all did. With one window for all nothing is said either: a second
    /// between two batches of a size is no news.
    /// </summary>
    public static string? OutOfOrder(BatchSummary batches) =>
        batches is { Window: null, Deadlines: { Overtaken: > 0 } deadlines, Overtakings: [var first, ..] }
            ? $"{Figures.Count(deadlines.Overtaken)} of {Figures.Of(deadlines.Judged, "batch", "batches")} ended after one "
                + $"that was due later ({Figures.Share(deadlines.InOrderShare)} in order), such as {first.BatchId}, done "
                + $"{Figures.Time(first.DoneAt - first.OtherDoneAt)} after {first.OtherId}, which was due "
                + $"{Figures.Time(first.OtherDue - first.Due)} later"
            : null;
}
