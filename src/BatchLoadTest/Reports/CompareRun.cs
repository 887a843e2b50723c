using System.Text;
using BatchLoadTest.Comparison;
using BatchLoadTest.Comparison.Html;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Results;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Comparison;

namespace BatchLoadTest.Reports;

/// <summary>The <c>compare</c> command: two recorded runs side by side.</summary>
public sealed class CompareRun(CompareSettings settings, TerminalOutput terminal)
{
    /// <summary>
    /// Compares, prints what came of it, and writes it as files where that was asked for. Returns the exit code: 0; 1 where
    /// <see cref="CompareSettings.FailOn"/> is met; 2 where a run cannot be read; 4 where a file cannot be written.
    /// </summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken = default)
    {
        RunComparison comparison;
        RecordedRun baseline;
        RecordedRun newer;
        try
        {
            (baseline, newer) = Read();
            comparison = Compare(baseline, newer);
        }
        catch (JournalException exception)
        {
            await terminal.WriteErrorsAsync(exception.Message.Split('\n'));
            return ExitCodes.WrongUsage;
        }

        var exitCode = settings.FailOn?.IsMetBy(comparison) == true ? ExitCodes.Worse : ExitCodes.Success;
        var problems = await WriteAsync(comparison, baseline, newer, cancellationToken);
        if (problems.Count > 0 && exitCode == ExitCodes.Success)
        {
            exitCode = ExitCodes.InternalError;
        }

        new ComparisonPrinter(terminal.Console).Print(comparison, settings.FailOn, exitCode);
        await terminal.WriteErrorsAsync(problems);
        await JobSummary.AppendAsync(terminal, ComparisonMarkdown.Write(comparison), cancellationToken);
        return exitCode;
    }

    private static RunComparison Compare(RecordedRun baseline, RecordedRun newer)
    {
        try
        {
            return RunComparison.Of(baseline, newer);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new JournalException(OnOneLine(exception));
        }
    }

    // What is wrong with both, so that a person need not ask again for the other one.
    private (RecordedRun Base, RecordedRun New) Read()
    {
        var (one, other) = Places();
        List<string> problems = [];
        var baseline = Read(settings.BaseName, one, problems);
        var newer = Read("NEW", other, problems);
        if (newer is null && !File.Exists(Journal.FileOf(other)))
        {
            problems.AddRange(new FolderOfRuns(other).Advice());
        }

        return baseline is null || newer is null
            ? throw new JournalException(string.Join('\n', problems))
            : (baseline, newer);
    }

    private (string Base, string New) Places() =>
        settings switch
        {
            { Latest: false, Base: { } baseline } => (baseline, settings.New),
            { Base: { } baseline } => (baseline, new FolderOfRuns(settings.New).Latest()),
            _ => new FolderOfRuns(settings.New).LatestTwo(),
        };

    private static RecordedRun? Read(string name, string path, List<string> problems)
    {
        try
        {
            return RecordedRun.Read(path);
        }
        catch (Exception exception) when (exception is JournalException || IsUnreadable(exception))
        {
            problems.Add($"{name}: {OnOneLine(exception)}");
            return null;
        }
    }

    // A disk that fails, and numbers that no run can have written: seconds or times beyond any calendar.
    private static bool IsUnreadable(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or OverflowException;

    private static string OnOneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ");

    /// <summary>Returns what went wrong, a line each.</summary>
    private async Task<IReadOnlyList<string>> WriteAsync(
        RunComparison comparison,
        RecordedRun baseline,
        RecordedRun newer,
        CancellationToken cancellationToken
    )
    {
        List<string> problems = [];
        var markdown = Encoding.UTF8.GetBytes(ComparisonMarkdown.Write(comparison));
        await TryAsync(settings.Markdown, (stream, token) => stream.WriteAsync(markdown, token).AsTask());
        await TryAsync(
            settings.Html,
            (stream, token) => ComparisonPage.WriteAsync(stream, comparison, baseline, newer, token)
        );
        return problems;

        async Task TryAsync(string? path, Func<Stream, CancellationToken, Task> write)
        {
            try
            {
                if (path is not null)
                {
                    await AtomicFile.WriteAsync(path, write, cancellationToken);
                }
            }
            catch (Exception exception)
                when (exception is IOException or UnauthorizedAccessException or JournalException)
            {
                problems.Add($"{path} could not be written: {exception.Message}");
            }
        }
    }
}
