using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;

namespace BatchLoadTest.Terminal.Summary;

/// <summary>Whether the service did the work: rows, defects, and what it must not have done.</summary>
public static class ResultsText
{
    /// <summary>A few labelled lines; defects only where there are any.</summary>
    public static IEnumerable<Line> Lay(BatchSummary batches, int width)
    {
        var irregular = BatchSentences.Irregularities(batches);
        return
        [
            .. Labelled("rows", BatchSentences.Rows(batches.Results)),
            .. BatchSentences
                .RowErrors(batches.Results)
                .SelectMany((words, index) => Labelled(index == 0 ? "row errors" : "", words)),
            .. UsageSentences
                .Tokens(batches.Results.Usage)
                .SelectMany((words, index) => Labelled(index == 0 ? "tokens" : "", words)),
            .. UsageSentences.Cost(batches.Results.Usage) is { } cost ? Labelled("cost", cost) : [],
            .. Labelled("results", BatchSentences.Checked(batches.Results)),
            .. BatchSentences.Defects(batches.Results).SelectMany(defect => Labelled("", defect)),
            .. ReadSentences
                .Reads(batches.Reads)
                .SelectMany((words, index) => Labelled(index == 0 ? "read" : "", words)),
            .. ReadSentences.Faults(batches.Reads).SelectMany(fault => Labelled("", fault)),
            .. irregular.Count == 0 ? [] : Labelled("irregular", string.Join("; ", irregular)),
            .. BatchSentences.Peculiarities(batches).SelectMany(peculiar => Labelled("notice", peculiar)),
        ];

        IReadOnlyList<Line> Labelled(string label, string text) => WrappedText.Lay(SummaryLabel.Of(label), text, width);
    }
}
