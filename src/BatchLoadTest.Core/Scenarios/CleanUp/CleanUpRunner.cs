using System.Collections.Concurrent;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>
/// Removes what the run created, after the load: a few requests at a time and within a time limit. These requests are in
/// no figure of the load. For one clean-up.
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

    // How often a cancel that the service refuses, though the batch has not ended, is asked for.
    private const int MaxCancels = 3;

    // A service that has not cancelled by then may take hours; the list of what is left says which.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstSettleWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestSettleWait = TimeSpan.FromSeconds(2);

    private readonly ConcurrentBag<(Leftover Item, string Reason)> left = [];
    private readonly ConcurrentDictionary<string, byte> results = new(StringComparer.Ordinal);
    private long files;
    private long filesGone;
    private long cancelled;
    private long batchesGone;
    private long endedMeanwhile;
    private long found;
    private string? searchProblem;

    /// <summary>
    /// Cancels all batches, waits a moment for their ends, and then deletes all files, which may be in use until then:
    /// the results before the inputs, since some services delete them along with those; what is not done when <paramref name="time"/> is over is left. Looks for what lost answers have made.
    /// </summary>
    /// <param name="items">What is to be removed; read three times.</param>
    /// <param name="lost">Requests whose answers were lost.</param>
    /// <param name="time">How long it may take.</param>
    public async Task<CleanUpResult> RunAsync(IEnumerable<Leftover> items, LostAnswers lost, CleanUpTime time)
    {
        var sender = new CleanUpSender(sharedKey, new CleanUpPace(timeProvider), time, timeProvider);
        using var connection = transport.ConnectUnwatched(time.Over);
        var search = new LostSearch(new BatchApiClient(connection, paths), sender, lost);

        List<string> cancelling = [];
        await CancelAllAsync(items.Where(item => item.IsBatch));
        var batches = await FindAsync(search.BatchesAsync);
        await CancelAllAsync(batches.Select(id => new Leftover(IsBatch: true, id)));
        await SettleAsync(cancelling, sender, time);
        await DeleteAllAsync(items.Where(item => item.IsResult).Select(Known));
        await DeleteAllAsync(results.Keys.Select(id => new Leftover(IsBatch: false, id)));
        await DeleteAllAsync(
            items.Where(item => item is { IsBatch: false, IsResult: false } && !results.ContainsKey(item.Id))
        );
        var uploads = await FindAsync(search.FilesAsync);
        var known = left.Select(item => item.Item.Id).ToHashSet(StringComparer.Ordinal);
        await DeleteAllAsync(uploads.Where(id => !known.Contains(id)).Select(id => new Leftover(IsBatch: false, id)));
        return new CleanUpResult(files, cancelled, [.. left])
        {
            FilesGone = filesGone,
            BatchesGone = batchesGone,
            EndedMeanwhile = endedMeanwhile,
            Found = found,
            SearchProblem = searchProblem,
        };

        Task DeleteAllAsync(IEnumerable<Leftover> all) =>
            ForAllAsync(all, (client, item) => DeleteAsync(client, sender, item), time);

        Task CancelAllAsync(IEnumerable<Leftover> all) =>
            ForAllAsync(
                all,
                async (client, item) =>
                {
                    if (await CancelAsync(client, sender, item) is { } id)
                    {
                        lock (cancelling)
                        {
                            cancelling.Add(id);
                        }
                    }
                },
                time
            );

        // A result file may have been known before its batch ended.
        Leftover Known(Leftover file)
        {
            results.TryRemove(file.Id, out _);
            return file;
        }
    }

    private async Task ForAllAsync(
        IEnumerable<Leftover> items,
        Func<BatchApiClient, Leftover, Task> handle,
        CleanUpTime time
    )
    {
        // Not the loop's own token: it would end the loop without saying what was left.
        using var source = items.GetEnumerator();
        var gate = new Lock();
        var workers = Enumerable.Range(0, Concurrency).Select(_ => Task.Run(WorkAsync, CancellationToken.None));
        await Task.WhenAll(workers);

        async Task WorkAsync()
        {
            if (Next() is not { } first)
            {
                return;
            }

            using var connection = transport.ConnectUnwatched(time.Over);
            var client = new BatchApiClient(connection, paths);
            for (Leftover? next = first; next is { } item; next = Next())
            {
                try
                {
                    await handle(client, item);
                }
                catch (OperationCanceledException)
                {
                    left.Add((item, "no time left"));
                }
                catch (KeyRefusedException exception)
                {
                    left.Add((item, exception.Message));
                }
            }
        }

        Leftover? Next()
        {
            lock (gate)
            {
                return source.MoveNext() ? source.Current : null;
            }
        }
    }

    // Returns the id where its end is to be waited for.
    private async Task<string?> CancelAsync(BatchApiClient client, CleanUpSender sender, Leftover batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            var cancel = await sender.SendAsync(key => client.CancelBatchAsync(batch.Id, key));
            if (cancel.IsSuccess)
            {
                return batch.Id;
            }

            // What a refusal means is not in its status: a batch that has ended is answered 400, 409, and by gateways 500.
            var look = await sender.SendAsync(key => client.GetBatchAsync(batch.Id, key));
            if (IsGone(look))
            {
                Interlocked.Increment(ref batchesGone);
                return null;
            }

            if (look.Value is { } shown && shown.Id == batch.Id)
            {
                if (shown.Status.IsTerminal)
                {
                    Ended(shown);
                    return null;
                }

                if (shown.Status.Text.StartsWith("cancel", StringComparison.Ordinal))
                {
                    return batch.Id;
                }
            }

            if (attempt == MaxCancels || !look.IsSuccess)
            {
                left.Add((batch, Words(cancel)));
                return null;
            }
        }
    }

    // Which result files there are is known at the end of a batch only.
    private async Task SettleAsync(List<string> batches, CleanUpSender sender, CleanUpTime time)
    {
        var begin = timeProvider.GetTimestamp();
        var wait = FirstSettleWait;
        var waiting = batches.ToHashSet(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            var open = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
            await ForAllAsync(
                waiting.Select(id => new Leftover(IsBatch: true, id)),
                async (client, batch) =>
                {
                    if (!await HasEndedAsync(client, sender, batch))
                    {
                        open.TryAdd(batch.Id, 0);
                    }
                },
                time
            );
            waiting = open.Keys.ToHashSet(StringComparer.Ordinal);
            // Half of the time is the files'.
            if (waiting.Count > 0 && (timeProvider.GetElapsedTime(begin) >= SettleTime || time.Remaining < wait * 2))
            {
                foreach (var id in waiting)
                {
                    left.Add((new Leftover(IsBatch: true, id), "still cancelling: it may yet write result files"));
                }

                break;
            }

            if (waiting.Count > 0)
            {
                await DelayAsync(wait, time);
                wait = wait * 2 < LongestSettleWait ? wait * 2 : LongestSettleWait;
            }
        }
    }

    private async Task DelayAsync(TimeSpan wait, CleanUpTime time)
    {
        try
        {
            await Task.Delay(wait, timeProvider, time.Over);
        }
        catch (OperationCanceledException)
        {
            // What is left then says so itself.
        }
    }

    private async Task<bool> HasEndedAsync(BatchApiClient client, CleanUpSender sender, Leftover batch)
    {
        var look = await sender.SendAsync(key => client.GetBatchAsync(batch.Id, key));
        if (IsGone(look))
        {
            // Cancelled so that nothing of it is left.
            Interlocked.Increment(ref cancelled);
            return true;
        }

        if (look.Value is not { } shown || shown.Id != batch.Id)
        {
            left.Add(
                (
                    batch,
                    "cancelled, but its end could not be seen: "
                        + (look.IsSuccess ? "another batch was answered" : Words(look))
                )
            );
            return true;
        }

        if (!shown.Status.IsTerminal)
        {
            return false;
        }

        Ended(shown);
        return true;
    }

    private void Ended(Batch batch)
    {
        Interlocked.Increment(ref batch.HasEndedByItself ? ref endedMeanwhile : ref cancelled);
        foreach (var file in new[] { batch.OutputFileId, batch.ErrorFileId })
        {
            if (file is not null)
            {
                results.TryAdd(file, 0);
            }
        }
    }

    private async Task DeleteAsync(BatchApiClient client, CleanUpSender sender, Leftover file)
    {
        var response = await sender.SendAsync(key => client.DeleteFileAsync(file.Id, key));
        if (response.IsSuccess)
        {
            Interlocked.Increment(ref files);
        }
        else if (IsGone(response))
        {
            Interlocked.Increment(ref filesGone);
        }
        else
        {
            left.Add((file, Words(response)));
        }
    }

    private static bool IsGone<T>(ApiResponse<T> response)
        where T : class => response is { Outcome: Outcome.HttpStatus, Status: 404 or 410 };

    private static string Words<T>(ApiResponse<T> response)
        where T : class => $"{response.Outcome.KindName(response.Status)} {response.Detail}".TrimEnd();

    private async Task<IReadOnlyList<string>> FindAsync(Func<Task<LostFinds>> search)
    {
        var finds = await search();
        searchProblem ??= finds.Problem;
        found += finds.Ids.Count;
        return finds.Ids;
    }
}
