using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Text;

/// <summary>
/// What became of batches whose input the run was to delete, and of uploads that were to expire, in words: the same in the
/// terminal and in every report.
/// </summary>
public static class DeleteSentences
{
    private const int MostExamples = 2;

    /// <summary>How many inputs, and what became of their batches; null where none was to be deleted.</summary>
    public static string? Of(DeleteSummary deletes)
    {
        if (deletes.Drawn == 0)
        {
            return null;
        }

        var others = DeleteResults
            .All.Where(result => result != DeleteResult.Stopped && deletes[result] > 0)
            .Select(result => $", {Figures.Count(deletes[result])} {Words(result)}");
        return $"{Figures.Count(deletes[DeleteResult.Stopped])} of {Figures.Of(deletes.Drawn, "batch", "batches")} whose input the "
            + "run was to delete stopped with it"
            + string.Concat(others)
            + (
                deletes.FilesKept == 0
                    ? ""
                    : $"; {Figures.Of(deletes.FilesKept, "input")} still served after the deletion"
            )
            + (
                deletes.ResultsKept == 0
                    ? ""
                    : $"; {Figures.Of(deletes.ResultsKept, "result file")} still served of batches that are gone"
            )
            + (
                deletes.Rows == 0
                    ? ""
                    : $"; {Figures.Count(deletes.RowsNotDone)} of {Figures.Of(deletes.Rows, "row")} of the stopped ones not done"
            )
            + Examples(deletes.Examples);
    }

    /// <summary>What the service says of the expiry of uploads, and which were gone; null where none was to expire.</summary>
    public static string? Of(ExpirySummary expiries)
    {
        if (!expiries.WasAsked)
        {
            return null;
        }

        var (uploads, unseen) = (expiries.Uploads, expiries[ExpiryVerdict.NotSeen]);
        return $"{Figures.Of(uploads, "upload")} asked to expire: by their answers {Figures.Count(expiries[ExpiryVerdict.Agreed])} do"
            + Term(expiries[ExpiryVerdict.Wrong], "at another time")
            + Term(expiries[ExpiryVerdict.Unsaid], "not said")
            + (
                expiries.Looked == 0
                    ? ""
                    : $"; of {Figures.Count(expiries.Looked)} looked for afterwards {Figures.Count(expiries[ExpiryVerdict.Gone])} "
                        + $"gone, {Figures.Count(expiries[ExpiryVerdict.Kept])} still there"
            )
            + (unseen == 0 ? "" : $"; the expiry of {Figures.Count(unseen)} not seen")
            + (
                expiries.Batches == 0
                    ? ""
                    : $"; {Figures.Of(expiries.Batches, "batch", "batches")} still ran when the input expired"
            )
            + Examples(expiries.Examples);
    }

    /// <summary>What became of a batch that did not stop.</summary>
    public static string Words(DeleteResult result) =>
        result switch
        {
            DeleteResult.WentOn => "completed without it",
            DeleteResult.Survived => "went on though they must not",
            DeleteResult.EndedBefore => "ended before the moment came",
            DeleteResult.TooLate => "completed while the request was under way",
            DeleteResult.NotAccepted => "went on since the request failed",
            DeleteResult.NotKnown => "cut off before anybody knew",
            _ => "stopped",
        };

    private static string Term(long count, string words) => count == 0 ? "" : $", {Figures.Count(count)} {words}";

    private static string Examples(IReadOnlyList<string> examples) =>
        examples.Count == 0 ? "" : $" ({string.Join(", ", examples.Take(MostExamples))})";
}
