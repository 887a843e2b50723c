using System.Text;
using BatchLoadTest.Comparison;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;
using BatchLoadTest.Terminal.Comparison;

namespace BatchLoadTest.Commands;

/// <summary>The <c>compare</c> command from its settings to the exit code.</summary>
internal static class CompareCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Compares two recorded runs, metric by metric: better, worse, or no difference
        beyond noise. BASE and NEW are their results folders.

        Usage:
          {Program} compare BASE NEW [options]
        """;

    private const string Examples = $"""
        Examples:
         {Program} compare results/main results/branch
         {Program} compare base new --fail-on worse:10% --markdown change.md
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(ExitCodes.Success, "compared, and --fail-on is not given or not met"),
        new(ExitCodes.Worse, "--fail-on is met: a figure is that much worse, or none could be judged"),
        new(ExitCodes.WrongUsage, "wrong usage, or a run that cannot be read"),
        new(ExitCodes.InternalError, "internal error, or the Markdown could not be written"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<CompareSettings> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Compare,
            Name = "compare",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Operands = ["BASE", "NEW"],
            Load = (reader, files, _) => SettingsLoader.Compare(reader, files),
            Run = (settings, token) => RunAsync(settings, TerminalOutput.OfThisProcess(), token),
        };

    /// <summary>
    /// Compares two recorded runs, prints what came of it, and writes it as Markdown where that was asked for. Returns
    /// the exit code: 0; 1 where <see cref="CompareSettings.FailOn"/> is met; 2 where a run cannot be read; 4 where the
    /// Markdown cannot be written.
    /// </summary>
    public static async Task<int> RunAsync(
        CompareSettings settings,
        TerminalOutput terminal,
        CancellationToken cancellationToken = default
    )
    {
        RunComparison comparison;
        try
        {
            comparison = Compare(settings);
        }
        catch (JournalException exception)
        {
            await terminal.WriteErrorsAsync(exception.Message.Split('\n'));

            return ExitCodes.WrongUsage;
        }

        var exitCode = settings.FailOn?.IsMetBy(comparison) == true ? ExitCodes.Worse : ExitCodes.Success;
        var problemOfFile = await WriteMarkdownAsync(settings.Markdown, comparison, cancellationToken);
        if (problemOfFile is not null && exitCode == ExitCodes.Success)
        {
            exitCode = ExitCodes.InternalError;
        }

        new ComparisonPrinter(terminal.Console).Print(comparison, settings.FailOn, exitCode);
        if (problemOfFile is not null)
        {
            await terminal.Error.WriteLineAsync($"error: {problemOfFile}");
        }

        await JobSummary.AppendAsync(terminal, ComparisonMarkdown.Write(comparison), cancellationToken);
        return exitCode;
    }

    private static RunComparison Compare(CompareSettings settings)
    {
        List<string> problems = [];
        var baseline = Read("BASE", settings.Base, problems);
        var newer = Read("NEW", settings.New, problems);
        if (baseline is null || newer is null)
        {
            throw new JournalException(string.Join('\n', problems));
        }

        try
        {
            return RunComparison.Of(baseline, newer);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw new JournalException(OnOneLine(exception));
        }
    }

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

    /// <summary>Returns what went wrong, or null.</summary>
    private static async Task<string?> WriteMarkdownAsync(
        string? path,
        RunComparison comparison,
        CancellationToken cancellationToken
    )
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetBytes(ComparisonMarkdown.Write(comparison));
            await AtomicFile.WriteAsync(
                path,
                (stream, token) => stream.WriteAsync(text, token).AsTask(),
                cancellationToken
            );
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path} could not be written: {exception.Message}";
        }
    }
}
