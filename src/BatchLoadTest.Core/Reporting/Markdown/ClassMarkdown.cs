using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>The classes of batches side by side.</summary>
internal static class ClassMarkdown
{
    /// <summary>A table; empty where there are no classes.</summary>
    public static string Of(RunSnapshot run)
    {
        if (run.Classes.Count == 0)
        {
            return "";
        }

        var titles = ClassRow.Titles(run);
        var table = new MarkdownTable([titles[0], .. titles.Skip(1).Select(title => $"{title}:")]);
        foreach (var row in ClassRow.All(run))
        {
            table.Add([MarkdownText.Code(row.Cells[0]), .. row.Cells.Skip(1)]);
        }

        return $"### Classes\n\n{table}";
    }
}
