using System.Text;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>A table. Cells are Markdown already.</summary>
/// <param name="columns">The captions; those that end with a colon are of numbers and aligned to the right.</param>
internal sealed class MarkdownTable(params IReadOnlyList<string> columns)
{
    private readonly StringBuilder rows = new();

    /// <summary>Adds a row with a cell for each column.</summary>
    public void Add(params ReadOnlySpan<string> cells) => Append(rows, cells);

    /// <inheritdoc/>
    public override string ToString()
    {
        var table = new StringBuilder();
        Append(table, [.. columns.Select(column => column.TrimEnd(':'))]);
        Append(table, [.. columns.Select(column => column.EndsWith(':') ? "---:" : "---")]);
        return table.Append(rows).ToString();
    }

    private static void Append(StringBuilder table, ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            table.Append("| ").Append(cell).Append(' ');
        }

        table.Append("|\n");
    }
}
