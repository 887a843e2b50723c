using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Reporting.JUnit;
using BatchLoadTest.Reporting.Markdown;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Summary;

namespace BatchLoadTest;

/// <summary>The end of a run, and of a report that is written again: files, summary, exit code.</summary>
internal sealed class ReportOutput(ResultsFolder folder, TerminalOutput terminal)
{
    /// <summary>Writes everything; what fails is said and stops nothing else. Returns the exit code.</summary>
    public async Task<int> WriteAsync(RunReport report)
    {
        var (written, problems) = await ResultsFolder.WriteAsync(report, Targets());
        new SummaryPrinter(terminal.Console).Print(report, written);
        foreach (var problem in problems)
        {
            await terminal.Error.WriteLineAsync($"error: {problem}");
        }

        await AppendToJobSummaryAsync(report);
        return report.ExitCode == ExitCodes.Success && problems.Count > 0 ? ExitCodes.InternalError : report.ExitCode;
    }

    // A page about the run is no part of it: where it cannot be written, the exit code stays.
    private async Task AppendToJobSummaryAsync(RunReport report)
    {
        if (
            Environment.GetEnvironmentVariable(GitHubJobSummary.Variable) is { Length: > 0 } path
            && await GitHubJobSummary.AppendAsync(path, report, CancellationToken.None) is { } problem
        )
        {
            await terminal.Error.WriteLineAsync($"warning: {GitHubJobSummary.Variable}: {problem}");
        }
    }

    private IEnumerable<ReportTarget> Targets()
    {
        IReportWriter[] writers =
        [
            new MetricsJsonWriter(),
            .. CsvReports.All(),
            new JUnitXmlWriter(),
            new SummaryMarkdownWriter(),
        ];
        return writers.Select(writer => new ReportTarget(folder.PathOf(writer.FileName), writer));
    }
}
