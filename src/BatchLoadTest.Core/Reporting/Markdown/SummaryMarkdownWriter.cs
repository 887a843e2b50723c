using System.Text;
using BatchLoadTest.Reporting.Causes;
using BatchLoadTest.Reporting.Patterns;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>
/// <c>summary.md</c>: the run on a page for a pull request or a job's summary at GitHub, verdict first. What does not fit
/// into <see cref="MaxBytes"/> is left out, from the end, and named.
/// </summary>
public sealed class SummaryMarkdownWriter : IReportWriter
{
    /// <summary>GitHub takes 1 MiB for a step's summary, of which a little is left to others.</summary>
    public const int MaxBytes = (1024 - 16) * 1024;

    private const int MostThresholds = 200;

    /// <inheritdoc/>
    public string Name => "markdown";

    /// <inheritdoc/>
    public string FileName => "summary.md";

    /// <inheritdoc/>
    public async Task WriteAsync(RunReport report, Stream output, CancellationToken cancellationToken) =>
        await output.WriteAsync(Encoding.UTF8.GetBytes(Of(report)), cancellationToken);

    /// <summary>The summary of a run.</summary>
    public static string Of(RunReport report)
    {
        (string Name, string Text)[] parts =
        [
            ("verdict", Verdict(report)),
            ("causes", Causes(report)),
            ("patterns", List("What it looks like", RunPatterns.Of(report).Select(MarkdownText.Words))),
            ("levels", CapacityMarkdown.Of(report.Ending.Capacity)),
            ("thresholds", Thresholds(report.ThresholdsWorstFirst)),
            ("notices", Notices(report)),
            ("run", Facts(report)),
            ("requests", RequestMarkdown.Steps(report.Final)),
            ("phases", RequestMarkdown.Phases(report.Final)),
            ("batches", BatchMarkdown.Of(report.Final.Batches)),
            ("classes", ClassMarkdown.Of(report.Final)),
            ("failures", RequestMarkdown.Failures(report)),
            ("examples", ExampleMarkdown.Failures(report)),
            ("slowest requests", ExampleMarkdown.Slowest(report)),
            ("settings", SettingsMarkdown.Of(report.Run)),
        ];
        var summary = new StringBuilder();
        var bytes = 0;
        foreach (var (name, text) in parts.Where(part => part.Text.Length > 0))
        {
            var size = Encoding.UTF8.GetByteCount(text) + 1;
            var fits = bytes + size <= MaxBytes;
            summary.Append(fits ? text : $"The {name} are left out here: they are too long for GitHub.\n").Append('\n');
            bytes += fits ? size : 0;
        }

        summary.Length--;
        return summary.ToString();
    }

    private static string Verdict(RunReport report)
    {
        var verdict = RunVerdict.Of(report);
        var sign = verdict.Kind switch
        {
            VerdictKind.Good => "✅",
            VerdictKind.Bad => "❌",
            _ => "⚠️",
        };
        // The problem is in a server's or a system's words.
        var reason = report.Ending.Problem is null
            ? MarkdownText.Words(verdict.Reason)
            : MarkdownText.Code(verdict.Reason);
        return $"## {sign} {verdict.Word}\n\n{reason} (exit code {report.ExitCode})\n";
    }

    // With words of the service in them.
    private static string Causes(RunReport report) =>
        List("What failed", RunCauses.Of(report, RunVerdict.Of(report)).Select(MarkdownText.Code));

    private static string Facts(RunReport report) =>
        List("Run", RunWords.Facts(report).Select(fact => $"{fact.Key}: {MarkdownText.Code(fact.Value)}"));

    private static string List(string title, IEnumerable<string> lines)
    {
        var text = string.Concat(lines.Select(line => $"- {line}\n"));
        return text.Length == 0 ? "" : $"### {title}\n\n{text}";
    }

    private static string Thresholds(IReadOnlyList<ThresholdResult> results)
    {
        if (results.Count == 0)
        {
            return "";
        }

        var table = new MarkdownTable("", "threshold", "actual:", "given by");
        foreach (var result in results.Take(MostThresholds))
        {
            table.Add(
                $"{Sign(result)} {result.Verdict.Word()}",
                MarkdownText.Code(result.Text),
                MarkdownText.Code(result.ActualText),
                MarkdownText.Code(result.Source)
            );
        }

        var rest = results.Count - MostThresholds;
        return $"### Thresholds\n\n{table}" + (rest > 0 ? $"\nand {Figures.Count(rest)} more\n" : "");
    }

    private static string Sign(ThresholdResult result) =>
        result.Passed ? "✅"
        : result.IsMissed ? "❌"
        : "➖";

    private static string Notices(RunReport report)
    {
        IEnumerable<string> lines =
        [
            .. report.Caveats.Select(MarkdownText.Words),
            .. report.Ending.Notices.Select(MarkdownText.Code),
        ];
        return List("⚠️ To bear in mind", lines);
    }
}
