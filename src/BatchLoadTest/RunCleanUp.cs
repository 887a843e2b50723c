using BatchLoadTest.Scenarios.CleanUp;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest;

/// <summary>Removes after the load what the run has left at the service, and says what it could not remove.</summary>
internal sealed partial class RunCleanUp(
    Leftovers? leftovers,
    CleanUpRunner runner,
    TimeSpan time,
    ResultsFolder results,
    TimeProvider timeProvider,
    ILogger logger
)
{
    /// <summary>
    /// What the run created and may not have removed; stays in the results folder only where something is left.
    /// </summary>
    public const string LeftoversFile = "not-removed.txt";

    // A person who interrupts wants to get away, but not to leave everything behind.
    private static readonly TimeSpan HastyTime = TimeSpan.FromSeconds(5);

    /// <summary>Removes what can be removed. Returns what a reader of the report must know, a line each.</summary>
    /// <param name="interrupt">Cancelled when a person wants to get away.</param>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken interrupt)
    {
        if (leftovers is null)
        {
            return [];
        }

        using var end = new CancellationTokenSource(time, timeProvider);
        await using var hurry = interrupt.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).CancelAfter(HastyTime),
            end
        );
        try
        {
            var result = await runner.RunAsync(leftovers.Read(), end.Token);
            LogCleanedUp(result.Files, result.Batches);
            return Notices(result);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The results folder is gone, say. The key has still to be deleted, and the run to be reported.
            return [$"files of this run are left at the service, as their list cannot be read: {exception.Message}"];
        }
        finally
        {
            await leftovers.DisposeAsync();
        }
    }

    private List<string> Notices(CleanUpResult result)
    {
        List<string> notices = [];
        if (leftovers!.HasHoles)
        {
            notices.Add("the disk was full: files of this run may have been left at the service unnoticed");
        }

        if (result.Left.Count == 0)
        {
            results.Delete(LeftoversFile);
            return notices;
        }

        var (first, reason) = result.Left[0];
        results.Write(LeftoversFile, result.Left.Select(left => $"{left.Item} {left.Reason}"));
        notices.Add(
            $"{result.Left.Count} files or batches could not be removed ({first}: {reason}); "
                + $"all in {results.PathOf(LeftoversFile)}"
        );
        return notices;
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "cleaned up: {Files} files deleted, {Batches} batches cancelled"
    )]
    private partial void LogCleanedUp(long files, long batches);
}
