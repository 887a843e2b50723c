using BatchLoadTest.Results;
using BatchLoadTest.Scenarios.CleanUp;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Runs;

/// <summary>Removes after the load what the run has left at the service, and says what it could not remove.</summary>
internal sealed partial class RunCleanUp(
    Leftovers leftovers,
    Func<CleanUpRunner> runners,
    IReadOnlyList<EarlierCleanUp> earlier,
    TimeSpan time,
    bool keepsFiles,
    string runId,
    NotRemoved notRemoved,
    TimeProvider timeProvider,
    ILogger logger,
    Func<IReadOnlyList<string>>? lostParts = null,
    Func<CancellationToken, Task<string?>>? leaves = null
)
{
    // As many as a line has room for.
    private const int MaxNamed = 3;

    // A person who interrupts wants to get away, but not to leave everything behind.
    private static readonly TimeSpan HastyTime = TimeSpan.FromSeconds(5);

    private string OwnFiles => $"files named *.{runId}.jsonl";

    private string OwnBatches => $"batches with the metadata test_run {runId}";

    /// <summary>Removes what can be removed. Returns what a reader of the report must know, a line each.</summary>
    /// <param name="interrupt">Cancelled when a person wants to get away.</param>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken interrupt)
    {
        foreach (var run in earlier)
        {
            run.LookAgain();
        }

        try
        {
            return keepsFiles ? []
                : leaves is not null && await leaves(interrupt) is { } reason ? Leave(reason)
                : [.. await RemoveAsync(interrupt), .. await RemoveLostAsync(interrupt)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The results folder is gone, say. The key has still to be deleted, and the run to be reported.
            return [$"files of this run are left at the service, as their list cannot be read: {exception.Message}"];
        }
        finally
        {
            await leftovers.DisposeAsync();
            notRemoved.Write();
        }
    }

    // Others may go on with it.
    private IReadOnlyList<string> Leave(string reason)
    {
        if (reason.Length == 0)
        {
            return [];
        }

        notRemoved.Add([$"? {OwnFiles} and {OwnBatches}: {reason}"]);
        return [$"{OwnFiles} and {OwnBatches} are left to the master: {reason}"];
    }

    private async Task<IReadOnlyList<string>> RemoveAsync(CancellationToken interrupt)
    {
        using var end = new CleanUpTime(time, timeProvider);
        await using var hurry = interrupt.UnsafeRegister(static end => ((CleanUpTime)end!).Shorten(HastyTime), end);
        var lost = leftovers.Lost(runId);
        var result = await runners().RunAsync(leftovers.Read(), lost, end);
        var words = CleanUpWords.Of(result);
        LogCleanedUp(words);
        await RemoveEarlierAsync(end, interrupt);
        return Notices(result, lost);
    }

    // In what is left of the time: whoever waits for this run's end expects no more of it.
    private async Task RemoveEarlierAsync(CleanUpTime whole, CancellationToken interrupt)
    {
        foreach (var run in earlier)
        {
            using var end = new CleanUpTime(whole.Remaining, timeProvider);
            await using var hurry = interrupt.UnsafeRegister(static end => ((CleanUpTime)end!).Shorten(HastyTime), end);
            await run.RemoveAsync(end);
        }
    }

    // What workers have left that are gone: nobody has their account, but what they made carries their names.
    private async Task<IReadOnlyList<string>> RemoveLostAsync(CancellationToken interrupt)
    {
        List<string> notices = [];
        foreach (var part in lostParts?.Invoke() ?? [])
        {
            using var end = new CleanUpTime(time, timeProvider);
            await using var hurry = interrupt.UnsafeRegister(static end => ((CleanUpTime)end!).Shorten(HastyTime), end);
            var result = await runners().RunAsync([], LostAnswers.Everything(part), end);
            var words = CleanUpWords.OfLost(result);
            LogCleanedUpLost(part, words);
            if (result.SearchProblem is { } problem)
            {
                notices.Add(
                    $"files named *.{part}.jsonl and batches with the metadata test_run {part} may be left: {problem}"
                );
                notRemoved.Add([
                    $"? files named *.{part}.jsonl and batches with the metadata test_run {part}: {problem}",
                ]);
            }

            notices.AddRange(LeftNotices(result));
        }

        return notices;
    }

    private List<string> Notices(CleanUpResult result, LostAnswers lost)
    {
        List<string> notices = [];
        if (leftovers.HasHoles)
        {
            notices.Add(
                "the disk was full, or the account of what this run has created was shortened by somebody: files of this "
                    + "run may have been left at the service unnoticed"
            );
        }

        if (result.SearchProblem is { } problem)
        {
            var own = $"{OwnFiles} and {OwnBatches}";
            notRemoved.Add([$"? {own}: {lost.Count} requests were not answered, and the lists say no more: {problem}"]);
            notices.Add(
                $"{lost.Count} uploads or creations of batches were not answered, and the service's lists cannot be read "
                    + $"({problem}): {own} may be left"
            );
        }
        else
        {
            notices.AddRange(Late(result));
        }

        notices.AddRange(LeftNotices(result));
        return notices;
    }

    private List<string> LeftNotices(CleanUpResult result)
    {
        List<string> notices = [];
        if (result.Left.Count > 0)
        {
            notRemoved.Add(result.Left.Select(left => $"{left.Item} {left.Reason}"));
            var named = string.Join("; ", result.Left.Take(MaxNamed).Select(left => $"{left.Item}: {left.Reason}"));
            notices.Add(
                $"{CleanUpWords.NotRemoved(result.Left.Count)} ({named}"
                    + $"{(result.Left.Count > MaxNamed ? "; …" : "")}); all in {notRemoved.FilePath}"
            );
        }

        return notices;
    }

    // What the service finishes after the last look at its lists.
    private List<string> Late(CleanUpResult result)
    {
        List<string> notices = [];
        if (result.LateUploads > 0)
        {
            notRemoved.Add([$"? {OwnFiles} may exist: {result.LateUploads} uploads were not answered"]);
            notices.Add(
                $"{OwnFiles} may exist: uploads not answered and not in the service's list: {result.LateUploads}; the "
                    + $"service may finish them later ({notRemoved.FilePath})"
            );
        }

        if (result.LateInputs.Count > 0)
        {
            notRemoved.Add(
                result.LateInputs.Select(input =>
                    $"? {OwnBatches} may exist: the creation of one from file {input} was not answered"
                )
            );
            notices.Add(
                $"{OwnBatches} may exist: creations not answered and not in the service's list: "
                    + $"{result.LateInputs.Count}; the service may finish them later ({notRemoved.FilePath})"
            );
        }

        return notices;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "cleaned up after the lost part {Part}: {Words}")]
    private partial void LogCleanedUpLost(string part, string words);

    [LoggerMessage(Level = LogLevel.Information, Message = "cleaned up: {Words}")]
    private partial void LogCleanedUp(string words);
}
