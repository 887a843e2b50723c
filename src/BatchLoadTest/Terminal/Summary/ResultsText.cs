using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Words;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>Whether the service did the work: rows, defects, and what it must not have done.</summary>
public static class ResultsText
{
    private const int MostExamples = 2;

    /// <summary>A few labelled lines; defects only where there are any.</summary>
    public static IEnumerable<Line> Lay(BatchSummary batches, int width)
    {
        var results = batches.Results;
        var rows =
            $"{Figures.Count(results.OutputRows)} in output files, {Figures.Count(results.ErrorRows)} in error files, "
            + $"{results.RowsPerSecond:0.#} rows/s";
        if (results.Non2xxRows > 0)
        {
            rows += $"; {Figures.Count(results.Non2xxRows)} in output files are not 2xx";
        }

        return
        [
            .. WrappedText.Lay(SummaryPrinter.Label("rows"), rows, width),
            .. WrappedText.Lay(SummaryPrinter.Label("results"), Checked(results), width),
            .. ResultDefects
                .All.Where(defect => results[defect] > 0)
                .SelectMany(defect => WrappedText.Lay(SummaryPrinter.Label(""), Defect(results, defect), width)),
            .. Violations(batches, width),
        ];
    }

    private static string Checked(ResultSummary results)
    {
        if (results is { CheckedBatches: 0, UncheckedBatches: 0, TotalDefects: 0 })
        {
            return "nothing was checked";
        }

        var text =
            $"{Figures.Count(results.TotalDefects)} defects in {Figures.Count(results.CheckedBatches)} checked batches";
        return results.UncheckedBatches == 0
            ? text
            : $"{text}; {Figures.Count(results.UncheckedBatches)} completed ones could not be read to their end";
    }

    private static string Defect(ResultSummary results, ResultDefect defect)
    {
        var examples = string.Join(", ", results.Examples[(int)defect].Take(MostExamples));
        var name = defect.KindName().Replace('_', ' ');
        return $"{Figures.Count(results[defect])} {name}" + (examples.Length == 0 ? "" : $", such as {examples}");
    }

    private static IEnumerable<Line> Violations(BatchSummary batches, int width)
    {
        var violations = batches.Violations;
        List<string> parts = [];
        Add(violations.Backwards, "went back to an earlier status");
        Add(violations.CountsShrank, "lost finished rows between two polls");
        Add(violations.UnknownStatus, "answers with an unknown status");
        Add(violations.NotFound, "answers 404 for a batch that was created");
        Add(batches.MissedWindow, "ended after their completion window");
        return parts.Count == 0
            ? []
            : WrappedText.Lay(SummaryPrinter.Label("irregular"), string.Join("; ", parts), width);

        void Add(long count, string words)
        {
            if (count > 0)
            {
                parts.Add($"{Figures.Count(count)} {words}");
            }
        }
    }
}
