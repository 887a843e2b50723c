using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>What became of batches whose rows the run had done again, in words: the same in the terminal and in every report.</summary>
public static class RetrySentences
{
    /// <summary>How many, what became of them, how long it took; null where none was.</summary>
    public static string? Of(RetrySummary retries)
    {
        if (retries.Asked == 0)
        {
            return null;
        }

        var others = RetryResults
            .All.Where(result => result != RetryResult.Retried && retries[result] > 0)
            .Select(result => $", {Figures.Count(retries[result])} {Words(result)}");
        return $"{Figures.Count(retries[RetryResult.Retried])} of {Figures.Of(retries.Asked, "batch", "batches")} retried"
            + string.Concat(others)
            + (
                retries.Took is { Count: > 0 } took
                    ? $"; ended again after p50 {Figures.Time(took.P50)}, max {Figures.Time(took.Max)}"
                    : ""
            )
            + $"; of {Figures.Of(retries.Rows, "row")} that had failed or had no turn {Figures.Count(retries.Recovered)} completed then";
    }

    /// <summary>What became of a batch that is not retried as it should be.</summary>
    public static string Words(RetryResult result) =>
        result switch
        {
            RetryResult.RowsLeft => "ended again with rows in no file",
            RetryResult.NotResumed => "whose status and counts did not go back though the request was accepted",
            RetryResult.NotAccepted => "not retried since the request failed",
            RetryResult.NotInTime => "not ended again before they were given up",
            RetryResult.NotKnown => "cut off before anybody knew",
            _ => "retried",
        };
}
