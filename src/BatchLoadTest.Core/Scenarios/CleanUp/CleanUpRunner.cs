using System.Collections.Concurrent;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>
/// Removes what the run created, after the load: a few requests at a time and within a time limit. These requests are in
/// no figure of the load.
/// </summary>
public sealed class CleanUpRunner(
    ApiTransport transport,
    ApiPaths paths,
    SharedApiKey sharedKey,
    TimeProvider timeProvider
)
{
    /// <summary>Requests at a time.</summary>
    public const int Concurrency = 16;

    private const int MaxAttempts = 3;
    private static readonly TimeSpan RetryWait = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentBag<(Leftover Item, string Reason)> left = [];
    private long files;
    private long batches;

    /// <summary>
    /// Cancels all batches and then deletes all files, which may be in use until then; what is not done when
    /// <paramref name="end"/> is cancelled is left.
    /// </summary>
    /// <param name="items">What is to be removed; read twice.</param>
    /// <param name="end">Ends it.</param>
    public async Task<CleanUpResult> RunAsync(IEnumerable<Leftover> items, CancellationToken end)
    {
        await RemoveAllAsync(items.Where(item => item.IsBatch), end);
        await RemoveAllAsync(items.Where(item => !item.IsBatch), end);
        return new CleanUpResult(files, batches, [.. left]);
    }

    private async Task RemoveAllAsync(IEnumerable<Leftover> items, CancellationToken end)
    {
        // Not the loop's own token: it would end the loop without saying what was left.
        using var source = items.GetEnumerator();
        var gate = new Lock();
        var workers = Enumerable
            .Range(0, Concurrency)
            .Select(_ => Task.Run(() => WorkAsync(Next, end), CancellationToken.None));
        await Task.WhenAll(workers);

        Leftover? Next()
        {
            lock (gate)
            {
                return source.MoveNext() ? source.Current : null;
            }
        }
    }

    private async Task WorkAsync(Func<Leftover?> next, CancellationToken end)
    {
        using var connection = transport.ConnectUnwatched(end);
        var client = new BatchApiClient(connection, paths);
        while (next() is { } item)
        {
            if (await RemoveAsync(client, item, end) is { } problem)
            {
                left.Add((item, problem));
            }
            else
            {
                Interlocked.Increment(ref item.IsBatch ? ref batches : ref files);
            }
        }
    }

    // Null, or why it could not be removed.
    private async Task<string?> RemoveAsync(BatchApiClient client, Leftover item, CancellationToken end)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                end.ThrowIfCancellationRequested();
                var key = await sharedKey.GetAsync(end);
                var response = item.IsBatch
                    ? await client.CancelBatchAsync(item.Id, key.Authorization)
                    : await client.DeleteFileAsync(item.Id, key.Authorization);
                if (response.IsSuccess || IsGone(item, response.Status))
                {
                    return null;
                }

                end.ThrowIfCancellationRequested();
                if (attempt == MaxAttempts || (response.RetryAfter is null && response.Status is >= 400 and < 500))
                {
                    return $"{response.Outcome.KindName(response.Status)} {response.Detail}".TrimEnd();
                }

                await Task.Delay(response.RetryAfter ?? RetryWait, timeProvider, end);
            }
        }
        catch (OperationCanceledException)
        {
            return "no time left";
        }
        catch (KeyRefusedException exception)
        {
            return exception.Message;
        }
    }

    // A batch that ended meanwhile cannot be cancelled: services say 400 or 409.
    private static bool IsGone(Leftover item, int status) =>
        status is 404 or 410 || (item.IsBatch && status is 400 or 409);
}
