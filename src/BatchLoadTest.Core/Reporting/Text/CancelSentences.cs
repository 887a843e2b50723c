using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What became of batches that the run was to cancel, in words: the same in the terminal and in every report.</summary>
public static class CancelSentences
{
    /// <summary>How many, what became of them, how long it took; null where none was to be cancelled.</summary>
    public static string? Of(CancelSummary cancels)
    {
        if (cancels.Drawn == 0)
        {
            return null;
        }

        var others = CancelResults
            .All.Where(result => result != CancelResult.Cancelled && cancels[result] > 0)
            .Select(result => $", {Figures.Count(cancels[result])} {Words(result)}");
        return $"{Figures.Count(cancels[CancelResult.Cancelled])} of {Figures.Of(cancels.Drawn, "batch", "batches")} cancelled"
            + string.Concat(others)
            + (
                cancels.Took is { Count: > 0 } took
                    ? $"; seen cancelled after p50 {Figures.Time(took.P50)}, max {Figures.Time(took.Max)}"
                    : ""
            )
            + (
                cancels.Rows == 0
                    ? ""
                    : $"; {Figures.Count(cancels.RowsNotDone)} of their {Figures.Of(cancels.Rows, "row")} not done"
            );
    }

    /// <summary>What became of a batch that is not cancelled.</summary>
    public static string Words(CancelResult result) =>
        result switch
        {
            CancelResult.EndedBefore => "ended before the moment came",
            CancelResult.TooLate => "ended while the request was under way",
            CancelResult.Ignored => "went on to their end though the request was accepted",
            CancelResult.NotAccepted => "went on since the request failed",
            CancelResult.NotInTime => "not cancelled within --cancel-timeout",
            CancelResult.NotKnown => "cut off before anybody knew",
            _ => "cancelled",
        };
}
