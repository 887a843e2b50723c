using System.Globalization;
using System.Text;
using BatchLoadTest.Checks.Reports;
using BatchLoadTest.Reporting.Markdown;

namespace BatchLoadTest.Checks.Matrix;

/// <summary>The matrix for a README: marks, and below it what the musts that are not kept look like.</summary>
public static class CheckMatrixMarkdown
{
    /// <summary>The text.</summary>
    /// <param name="matrix">The services.</param>
    /// <param name="all">Also the rows that are the same everywhere.</param>
    public static string Of(CheckMatrix matrix, bool all)
    {
        var text = new StringBuilder();
        for (var index = 0; index < matrix.Checks.Count; index++)
        {
            var check = matrix.Checks[index];
            text.Append("- ").Append(MarkdownText.Code(matrix.Heads[index])).Append(": ");
            text.Append(MarkdownText.Code(check.Host)).Append(" as ").Append(MarkdownText.Words(check.Dialect));
            text.Append(CultureInfo.InvariantCulture, $", {check.StartedAt:yyyy-MM-dd}\n");
        }

        var table = new MarkdownTable(["check", "required", .. matrix.Heads.Select(MarkdownText.Words)]);
        var rows = all ? matrix.Rows : matrix.Different;
        foreach (var row in rows)
        {
            table.Add([
                MarkdownText.Code(row.Check.Id),
                MarkdownText.Words($"{row.Check.Requirement} ({row.Check.Worth})"),
                .. row.Cells.Select(cell => cell is null ? "" : CheckMarkdown.Mark(cell.Verdict)),
            ]);
        }

        text.Append('\n').Append(table);
        if (matrix.Rows.Count - rows.Count is > 0 and var same)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nThe same everywhere: {same} of {matrix.Rows.Count}.\n");
        }

        text.Append("\n✓ as required · ✗ a must that is not kept · ! differs · ? not seen · – not made\n");
        List<string> failed =
        [
            .. rows.SelectMany(row =>
                row.Cells.Select((cell, index) => (cell, index))
                    .Where(at => at.cell is { Verdict: CheckVerdict.Failed })
                    .Select(at =>
                        $"- {MarkdownText.Code(row.Check.Id)} at {MarkdownText.Code(matrix.Heads[at.index])}: {MarkdownText.Code(at.cell!.Seen)}\n"
                    )
            ),
        ];
        return failed.Count == 0 ? text.ToString() : text.Append('\n').AppendJoin("", failed).ToString();
    }
}
