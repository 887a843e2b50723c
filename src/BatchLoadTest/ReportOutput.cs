using BatchLoadTest.Reporting;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Summary;

namespace BatchLoadTest;

/// <summary>The end of a run, and of a report that is written again: files, summary, exit code.</summary>
internal sealed class ReportOutput(ResultsFolder folder, TerminalOutput terminal)
{
    /// <summary>Writes everything; what fails is said and stops nothing else.</summary>
    /// <returns>The exit code, and the files written.</returns>
    public async Task<(int ExitCode, IReadOnlyList<string> Files)> WriteAsync(RunReport report)
    {
        var (written, problems) = await ResultsFolder.WriteAsync(report, Targets());
        new SummaryPrinter(terminal.Console).Print(report, written);
        foreach (var problem in problems)
        {
            await terminal.Error.WriteLineAsync($"error: {problem}");
        }

        var hasLostFiles = report.ExitCode == ExitCodes.Success && problems.Count > 0;
        return (hasLostFiles ? ExitCodes.InternalError : report.ExitCode, written);
    }

    private IEnumerable<ReportTarget> Targets()
    {
        IReportWriter[] writers = [new MetricsJsonWriter(), new HtmlReportWriter()];
        return writers.Select(writer => new ReportTarget(folder.PathOf(writer.FileName), writer));
    }
}
