using System.Text;

namespace BatchLoadTest.Comparison;

/// <summary>
/// A comparison for a pull request's comment: the verdict, what changed, what was not the same, and every row folded
/// away.
/// </summary>
public static class ComparisonMarkdown
{
    /// <summary>The whole text; lines end with a line feed.</summary>
    public static string Write(RunComparison comparison)
    {
        var text = new StringBuilder();
        text.Append("### Load test: ")
            .Append(Marked(comparison.Verdict, ComparisonWords.Word(comparison.Verdict)))
            .Append("\n\n");
        text.Append(Sentence(ComparisonWords.Reason(comparison)));
        if (ComparisonWords.WorseClasses(comparison, MarkdownCode.Of) is { } classes)
        {
            text.Append(" Worse ").Append(classes).Append('.');
        }

        text.Append("\n\n");
        var changed = comparison
            .Rows.Where(row => row.Verdict is ComparisonVerdict.Worse or ComparisonVerdict.Better)
            .OrderByDescending(row => row.Verdict)
            .ToList();
        if (changed.Count > 0)
        {
            AppendRows(
                text,
                changed,
                row => row.Metric.Class is null ? row.Metric.Title : MarkdownCode.Of(row.Metric.Title)
            );
        }

        AppendRuns(text, comparison);
        AppendDifferences(text, comparison.Differences);
        AppendNotes(text, comparison.Notes);
        AppendAll(text, comparison);
        return text.ToString();
    }

    private static void AppendRuns(StringBuilder text, RunComparison comparison)
    {
        text.Append("| | BASE | NEW |\n|---|---|---|\n");
        Append("run", comparison.Base.Id, comparison.New.Id);
        Append("started", $"{comparison.Base.StartedAt:u}", $"{comparison.New.StartedAt:u}");
        Append("host", comparison.Base.Host, comparison.New.Host);
        if (comparison.Base.Tags.Count + comparison.New.Tags.Count > 0)
        {
            Append("tags", ComparisonWords.Tags(comparison.Base), ComparisonWords.Tags(comparison.New));
        }

        text.Append('\n');

        void Append(string name, string baseline, string newer) =>
            text.Append("| ")
                .Append(name)
                .Append(" | ")
                .Append(MarkdownCode.Of(baseline))
                .Append(" | ")
                .Append(MarkdownCode.Of(newer))
                .Append(" |\n");
    }

    private static void AppendDifferences(StringBuilder text, IReadOnlyList<RunDifference> differences)
    {
        if (differences.Count == 0)
        {
            return;
        }

        text.Append("Not the same:\n\n");
        foreach (var each in differences)
        {
            text.Append("- ")
                .Append(MarkdownCode.Of(each.What))
                .Append(": ")
                .Append(MarkdownCode.Of(each.Base))
                .Append(" / ")
                .Append(MarkdownCode.Of(each.New))
                .Append('\n');
        }

        text.Append('\n');
    }

    private static void AppendNotes(StringBuilder text, IReadOnlyList<string> notes)
    {
        if (notes.Count == 0)
        {
            return;
        }

        text.Append("To keep in mind:\n\n");
        foreach (var note in notes)
        {
            // Notes hold words of servers: why a run could not go on.
            text.Append("- ").Append(MarkdownCode.Of(note)).Append('\n');
        }

        text.Append('\n');
    }

    private static void AppendAll(StringBuilder text, RunComparison comparison)
    {
        text.Append("<details><summary>All figures</summary>\n\n");
        text.Append("Compared: ").Append(comparison.Scope).Append(".\n\n");
        if (comparison.Rows.Count > 0)
        {
            AppendRows(text, ComparisonRow.WorstFirst(comparison.RowsOfAll), row => row.Metric.Title);
        }

        foreach (var rows in comparison.RowsByClass)
        {
            text.Append("Class ").Append(MarkdownCode.Of(rows.Key)).Append(":\n\n");
            AppendRows(text, ComparisonRow.WorstFirst(rows), row => row.Metric.TitleInClass);
        }

        text.Append(ComparisonWords.Method).Append("\n\n</details>\n");
    }

    private static void AppendRows(
        StringBuilder text,
        IEnumerable<ComparisonRow> rows,
        Func<ComparisonRow, string> title
    )
    {
        text.Append("| figure | BASE | NEW | change | 95 % interval | verdict |\n|---|--:|--:|--:|--:|---|\n");
        foreach (var row in rows)
        {
            text.Append("| ")
                .Append(title(row))
                .Append(" | ")
                .Append(Figure(row, row.Base))
                .Append(" | ")
                .Append(Figure(row, row.New))
                .Append(" | ")
                .Append(Escaped(ComparisonWords.Change(row)))
                .Append(" | ")
                .Append(Escaped(ComparisonWords.Interval(row)))
                .Append(" | ")
                .Append(Marked(row.Verdict, ComparisonWords.Word(row)))
                .Append(" |\n");
        }

        text.Append('\n');
    }

    private static string Figure(ComparisonRow row, double? figure) =>
        Escaped(ComparisonWords.Figure(row.Metric.Kind, figure));

    // Our own numbers: only "<0.01%" has a character that means something.
    private static string Escaped(string figure) =>
        figure.Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Marked(ComparisonVerdict verdict, string word) =>
        verdict switch
        {
            ComparisonVerdict.Worse => $"✗ **{word}**",
            ComparisonVerdict.Better => $"✓ **{word}**",
            _ => word,
        };

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..] + ".";
}
