using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Causes;

/// <summary>Rows that failed, and what is wrong with results; what only follows from another defect is no cause.</summary>
internal static class RowCauses
{
    public static IEnumerable<RunCause> Of(ResultSummary results)
    {
        if (results.FailedRows > 0)
        {
            yield return new RunCause(
                $"{Figures.Count(results.FailedRows)} of {Figures.Of(results.FoundRows, "row")} failed "
                    + $"({Figures.Share(results.FailedRowShare)}){Why(results)}",
                results.FailedRowShare ?? 0
            );
        }

        if (results.UncheckedBatches > 0)
        {
            var completed = results.CheckedBatches + results.UncheckedBatches + results.InterruptedBatches;
            yield return new RunCause(
                $"results of {Figures.Count(results.UncheckedBatches)} of {Figures.Of(completed, "completed batch", "completed batches")} "
                    + "could not be read to their end, and nobody knows whether their rows are right",
                RunCause.ShareOf(results.UncheckedBatches, completed)
            );
        }

        foreach (var defect in ResultDefects.All)
        {
            var count = results[defect] - results.Following[(int)defect];
            if (count > 0)
            {
                yield return Defect(results, defect, count);
            }
        }
    }

    private static string Why(ResultSummary results) =>
        results.RowErrors is not [var first, ..]
            ? ""
            : $"{(results.RowErrors.Count == 1 ? ":" : ", most")} with {first.Class}"
                + (first.Words is null ? "" : $": {first.Words}");

    private static RunCause Defect(ResultSummary results, ResultDefect defect, long count)
    {
        var (one, many) = Nouns(defect);
        var batches = results.DefectiveBatches.Count == 0 ? 0 : results.DefectiveBatches[(int)defect];
        return new RunCause(
            Figures.Of(count, one, many)
                + (batches == 0 ? "" : $" in {Of(batches, results.CheckedBatches)}")
                + SuchAs(results.Examples[(int)defect]),
            // Of batches: whether a row is missing or a whole file, its batch cannot be trusted.
            batches == 0
            || results.CheckedBatches == 0
                ? 0
                : Math.Min(1, (double)batches / results.CheckedBatches)
        );
    }

    // One to look at; the others are with the results.
    private static string SuchAs(IReadOnlyList<string> examples) =>
        examples.Count == 0 ? "" : $", such as {examples[0]}";

    // Defects of batches that did not complete, or were not read to their end, are there too: then nobody knows of how many.
    private static string Of(long batches, long all) =>
        batches > all
            ? Figures.Of(batches, "batch", "batches")
            : $"{Figures.Count(batches)} of {Figures.Of(all, "batch", "batches")}";

    private static (string One, string Many) Nouns(ResultDefect defect) =>
        defect switch
        {
            ResultDefect.Missing => ("row missing", "rows missing"),
            ResultDefect.Duplicated => ("row answered a second time", "rows answered more than once"),
            ResultDefect.Foreign => ("row that was not in the input", "rows that were not in the input"),
            ResultDefect.InBoth => ("row in both result files", "rows in both result files"),
            ResultDefect.Malformed => ("line that is no JSON object", "lines that are no JSON objects"),
            ResultDefect.LacksMembers => (
                "line without id, or without response and error",
                "lines without id, or without response and error"
            ),
            ResultDefect.CountsDisagree => (
                "batch whose request_counts disagree with its rows",
                "batches whose request_counts disagree with their rows"
            ),
            ResultDefect.Incomplete => (
                "result file of an ended batch that says it is incomplete",
                "result files of ended batches that say they are incomplete"
            ),
            ResultDefect.NoOutput => (
                "completed batch that names no output file",
                "completed batches that name no output file"
            ),
            ResultDefect.TooLong => ("line longer than --max-line", "lines longer than --max-line"),
            ResultDefect.JsonArray => (
                "result file that is one JSON array instead of lines",
                "result files that are one JSON array instead of lines"
            ),
            ResultDefect.IdNotText => ("row whose custom_id is no text", "rows whose custom_id is no text"),
            ResultDefect.Unstable => (
                "row that was another one when its file was read again",
                "rows that were others when their files were read again"
            ),
            _ => (
                "batch of which the service says another sum of tokens than its rows",
                "batches of which the service says another sum of tokens than their rows"
            ),
        };
}
