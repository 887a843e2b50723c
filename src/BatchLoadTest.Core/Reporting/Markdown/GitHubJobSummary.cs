using System.Text;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>The page that GitHub shows of a job: steps append Markdown to a file that a variable names.</summary>
public static class GitHubJobSummary
{
    /// <summary>The variable.</summary>
    public const string Variable = "GITHUB_STEP_SUMMARY";

    /// <summary>What GitHub takes for one step; beyond it shows nothing of that step at all.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Appends Markdown. Never throws for what the disk does.</summary>
    /// <param name="path">The file; what earlier commands of the step wrote there stays.</param>
    /// <param name="markdown">What to append.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Null, or why nothing was appended, in a line.</returns>
    public static async Task<string?> AppendAsync(string path, string markdown, CancellationToken cancellationToken)
    {
        var summary = Encoding.UTF8.GetBytes(markdown);
        try
        {
            await using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            // A blank line, so that it does not go on in a paragraph or a table that is there.
            var gap = file.Length == 0 ? ""u8.ToArray() : "\n\n"u8.ToArray();
            var size = file.Length + gap.Length + summary.Length;
            if (size > MaxBytes)
            {
                return $"{path} would grow to {size:N0} bytes, and GitHub takes {MaxBytes:N0}";
            }

            await file.WriteAsync(gap.Concat(summary).ToArray(), cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A page about the run is no part of it.
            return $"{path} cannot be written: {exception.Message}";
        }
    }
}
