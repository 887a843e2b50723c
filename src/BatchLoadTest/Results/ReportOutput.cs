using System.Text;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.LocustJson;
using BatchLoadTest.Reporting.Markdown;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Summary;

namespace BatchLoadTest.Results;

/// <summary>The end of a run, and of a report that is written again: files, summary, exit code.</summary>
internal sealed class ReportOutput(ResultsFolder folder, ReportFileSettings files, TerminalOutput terminal)
{
    private readonly ReportWriters writers = new(files.CsvFullHistory);

    /// <summary>Writes everything; what fails is said and stops nothing else.</summary>
    /// <returns>The exit code, and the files written.</returns>
    public async Task<(int ExitCode, IReadOnlyList<string> Files)> WriteAsync(RunReport report)
    {
        var reports = new ReportFiles(writers, folder.FullPath, files.Requests);
        var (written, problems) = await reports.WriteAsync(report, CancellationToken.None);
        new SummaryPrinter(terminal.Console).Print(report, written);
        await terminal.WriteErrorsAsync(problems);

        await JobSummary.AppendAsync(terminal, SummaryMarkdownWriter.Of(report), CancellationToken.None);
        var isPrinted = terminal.Data is not { } data || await TryPrintJsonAsync(report, data);
        var hasLostFiles = report.ExitCode == ExitCodes.Success && (problems.Count > 0 || !isPrinted);
        return (hasLostFiles ? ExitCodes.InternalError : report.ExitCode, written);
    }

    // What nobody took was not delivered, though a run goes on without a terminal.
    private async Task<bool> TryPrintJsonAsync(RunReport report, TextWriter data)
    {
        string problem;
        try
        {
            await PrintJsonAsync(report, data);
            if (data is not GuardedWriter { Works: false })
            {
                return true;
            }

            problem = "standard output is broken: nobody got all of it";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = exception.Message;
        }

        await terminal.Error.WriteLineAsync($"error: --json: {problem}");
        return false;
    }

    private async Task PrintJsonAsync(RunReport report, TextWriter data)
    {
        using var stream = new MemoryStream();
        await writers.Named(LocustJsonWriter.ReportName)[0].WriteAsync(report, stream, CancellationToken.None);
        await data.WriteAsync(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
        await data.FlushAsync();
    }
}
