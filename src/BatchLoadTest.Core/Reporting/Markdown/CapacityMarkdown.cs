using System.Text;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>The levels of a search for the largest load.</summary>
internal static class CapacityMarkdown
{
    /// <summary>A table, and each level's reason; empty where there was no search.</summary>
    public static string Of(CapacityReport? capacity)
    {
        if (capacity is null or { Result.Levels.Count: 0 })
        {
            return "";
        }

        var headings = CapacitySentences.Headings(capacity);
        var table = new MarkdownTable([
            .. headings.Select((heading, index) => index < headings.Count - 1 ? $"{heading}:" : heading),
            "why",
        ]);
        foreach (var row in CapacitySentences.Rows(capacity))
        {
            var why = string.Join("; ", row.Thresholds.Prepend(row.Reason));
            table.Add([.. row.Cells.Select(MarkdownText.Words), MarkdownText.Code(why)]);
        }

        var text = new StringBuilder($"### Levels\n\n{table}");
        if (capacity.NotJudged.Count > 0)
        {
            text.Append($"\nLevels are not judged by {MarkdownText.Code(string.Join(", ", capacity.NotJudged))}.\n");
        }

        return text.ToString();
    }
}
