using System.Text;
using BatchLoadTest.Checks.Matrix;
using BatchLoadTest.Reporting;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Checks;

/// <summary>Puts checks of several services side by side.</summary>
/// <param name="settings">Which.</param>
/// <param name="terminal">Where a person sees it.</param>
internal sealed class CheckMatrixProgram(CheckMatrixSettings settings, TerminalOutput terminal)
{
    /// <summary>Returns the exit code: 0; 2 where a file cannot be read; 4 where the Markdown cannot be written.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        List<ReadCheck> checks = [];
        List<string> problems = [];
        foreach (var file in settings.Files)
        {
            try
            {
                checks.Add(CheckFile.Read(file));
            }
            catch (CheckFileException exception)
            {
                problems.Add(exception.Message);
            }
        }

        await terminal.WriteErrorsAsync(problems);

        if (problems.Count > 0)
        {
            return ExitCodes.WrongUsage;
        }

        var matrix = new CheckMatrix(checks);
        new CheckMatrixLines(terminal).Show(matrix, settings.All);
        if (terminal.Data is { } reader)
        {
            await reader.WriteAsync(CheckMatrixJson.Of(matrix));
        }

        return await WriteAsync(matrix, cancellationToken);
    }

    private async Task<int> WriteAsync(CheckMatrix matrix, CancellationToken cancellationToken)
    {
        if (settings.Markdown is not { } path)
        {
            return ExitCodes.Success;
        }

        try
        {
            var text = Encoding.UTF8.GetBytes(CheckMatrixMarkdown.Of(matrix, settings.All));
            await AtomicFile.WriteAsync(
                path,
                (stream, token) => stream.WriteAsync(text, token).AsTask(),
                cancellationToken
            );
            return ExitCodes.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"error: {path} could not be written: {exception.Message}");
            return ExitCodes.WrongUsage;
        }
    }
}
