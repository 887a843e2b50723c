using System.Text;
using BatchLoadTest.Reporting.Markdown;

namespace BatchLoadTest.Checks.Reports;

/// <summary><c>check.md</c>: a row per check, for a pull request or a chat.</summary>
public static class CheckMarkdown
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "check.md";

    /// <summary>The text.</summary>
    public static string Of(CheckReport report)
    {
        var table = new MarkdownTable("", "check", "worth", "required", "seen", "what to do");
        foreach (var done in report.ByGroup)
        {
            table.Add(
                Mark(done.Result.Verdict),
                MarkdownText.Code(done.Check.Id),
                done.Check.Worth.KindName(),
                MarkdownText.Words(done.Check.Requirement),
                MarkdownText.Code(done.Result.Seen),
                MarkdownText.Words(done.Result.Fix ?? "")
            );
        }

        var text = new StringBuilder();
        text.Append("## ").Append(report.IsPassed ? "✅ passed" : "❌ failed").Append(" · check of ");
        text.Append(MarkdownText.Code(report.Host)).Append("\n\n").Append(report.Words);
        text.Append("; dialect ").Append(report.Dialect).Append("\n\n").Append(table);
        foreach (
            var done in report.Done.Where(done => done.Result is { Verdict: CheckVerdict.Failed, Answer: not null })
        )
        {
            text.Append("\n- ").Append(MarkdownText.Code(done.Check.Id)).Append(": ");
            text.Append(MarkdownText.Code(done.Result.Answer!.Curl)).Append('\n');
        }

        foreach (var line in report.Left)
        {
            text.Append("\n- left behind: ").Append(MarkdownText.Code(line)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The sign of a verdict.</summary>
    internal static string Mark(CheckVerdict verdict) =>
        verdict switch
        {
            CheckVerdict.Passed => "✓",
            CheckVerdict.Failed => "✗",
            CheckVerdict.Noted => "!",
            CheckVerdict.NotSeen => "?",
            _ => "–",
        };
}
