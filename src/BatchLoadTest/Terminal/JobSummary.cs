using BatchLoadTest.Reporting.Markdown;

namespace BatchLoadTest.Terminal;

/// <summary>The page of a job at GitHub, where this process is part of one.</summary>
internal static class JobSummary
{
    /// <summary>
    /// Appends Markdown. A page about a run is no part of it: where it cannot be written, that is a warning, and the exit code
    /// stays.
    /// </summary>
    public static async Task AppendAsync(TerminalOutput terminal, string markdown, CancellationToken cancellationToken)
    {
        if (
            Environment.GetEnvironmentVariable(GitHubJobSummary.Variable) is { Length: > 0 } path
            && await GitHubJobSummary.AppendAsync(path, markdown, cancellationToken) is { } problem
        )
        {
            await terminal.Error.WriteLineAsync($"warning: {GitHubJobSummary.Variable}: {problem}");
        }
    }
}
