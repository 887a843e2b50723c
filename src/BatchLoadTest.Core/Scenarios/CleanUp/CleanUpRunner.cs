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
    private readonly ConcurrentDictionary<Leftover, string> postponed = new();
    private readonly ConcurrentBag<string> cancelling = [];
    private readonly ConcurrentDictionary<string, byte> results = new(StringComparer.Ordinal);
    private long files;
    private long filesGone;
    private long cancelled;
    private long batchesGone;
    private long endedMeanwhile;

    /// <summary>
    /// Cancels all batches, waits a moment for their ends, and then deletes all files, which may be in use until then:
    /// the results before the inputs, since some services delete them along with those;
    /// what is not done when <paramref name="time"/> is over is left. Half of the time is the files': batches that cannot
    /// be cancelled by then are tried again when the files are done. Looks for what lost answers have made, again and
    /// again where the service may not have finished it.
    /// </summary>
    /// <param name="items">What is to be removed; read three times.</param>
    /// <param name="lost">Requests whose answers were lost.</param>
    /// <param name="time">How long it may take.</param>
    public async Task<CleanUpResult> RunAsync(IEnumerable<Leftover> items, LostAnswers lost, CleanUpTime time)
    {
        var sender = new CleanUpSender(sharedKey, new CleanUpPace(timeProvider), timeProvider);
        var search = new LostSearch(transport, paths, sender, lost);
        var tally = new LostTally(lost, timeProvider);

        var firstHalf = time.FirstHalf();
        await CancelAsync(items.Where(item => item.IsBatch), sender, firstHalf);
        var batches = tally.TakeBatches(await search.BatchesAsync(firstHalf));
        await CancelAsync(batches.Select(FoundBatch), sender, firstHalf);
        await SettleAsync(sender, firstHalf);
        await DeleteAsync(items.Where(item => item.IsResult).Select(Known), sender, time);
        var found = results.Keys.ToHashSet(StringComparer.Ordinal);
        await DeleteResultsAsync(sender, time);
        await DeleteAsync(
            items.Where(item => item is { IsBatch: false, IsResult: false } && !found.Contains(item.Id)),
            sender,
            time
        );
        await DeleteLostFilesAsync();

        for (var wait = LateCreation.FirstWait; tally.Patience is var patience && patience > TimeSpan.Zero; wait *= 2)
        {
            if (!await DelayAsync(wait < patience ? wait : patience, time))
            {
                break;
            }

            var late = tally.TakeBatches(await search.BatchesAsync(time));
            await CancelAsync(late.Select(FoundBatch), sender, time);
            await SettleAsync(sender, time);
            await DeleteResultsAsync(sender, time);
            await DeleteLostFilesAsync();
        }

        await TryAgainAsync(sender, time);
        return new CleanUpResult(files, cancelled, [.. left])
        {
            FilesGone = filesGone,
            BatchesGone = batchesGone,
            EndedMeanwhile = endedMeanwhile,
            Found = tally.Found,
            SearchProblem = tally.Problem,
            LateUploads = tally.LateUploads,
            LateInputs = tally.LateInputs,
        };

        async Task DeleteLostFilesAsync()
        {
            var known = left.Select(item => item.Item.Id).ToHashSet(StringComparer.Ordinal);
            var uploads = tally.TakeFiles(await search.FilesAsync(time), known);
            await DeleteAsync(uploads.Select(id => new Leftover(IsBatch: false, id)), sender, time);
        }

        // A result file may have been known before its batch ended.
        Leftover Known(Leftover file)
        {
            results.TryRemove(file.Id, out _);
            return file;
        }
    }

    private Task CancelAsync(IEnumerable<Leftover> batches, CleanUpSender sender, CleanUpTime time) =>
        ForAllAsync(
            batches,
            async (client, item) =>
            {
                if (await CancelAsync(client, sender, item, time) is { } id)
                {
                    cancelling.Add(id);
                }
            },
            time
        );

    private Task DeleteAsync(IEnumerable<Leftover> all, CleanUpSender sender, CleanUpTime time) =>
        ForAllAsync(all, (client, item) => DeleteAsync(client, sender, item, time), time);

    private Task DeleteResultsAsync(CleanUpSender sender, CleanUpTime time)
    {
        string[] ids = [.. results.Keys];
        results.Clear();
        return DeleteAsync(ids.Select(id => new Leftover(IsBatch: false, id)), sender, time);
    }

    // Batches for which the first half was too short, and then the files that were in use because of them.
    private async Task TryAgainAsync(CleanUpSender sender, CleanUpTime time)
    {
        if (postponed.IsEmpty)
        {
            return;
        }

        await CancelAsync(postponed.Keys, sender, time);
        if (cancelling.IsEmpty && results.IsEmpty)
        {
            return;
        }

        await SettleAsync(sender, time);
        await DeleteResultsAsync(sender, time);
        (Leftover Item, string Reason)[] all = [.. left];
        left.Clear();
        Array.ForEach(Array.FindAll(all, each => each.Item.IsBatch), left.Add);
        await DeleteAsync(all.Where(each => !each.Item.IsBatch).Select(each => each.Item), sender, time);
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
                catch (OutOfTimeException exception)
                {
                    // Where only the first half is over, there is another try.
                    if (item.IsBatch && time.IsHalf)
                    {
                        postponed[item] = exception.Message;
                    }
                    else
                    {
                        var isFirst = exception.HasAnswer || !postponed.TryGetValue(item, out _);
                        left.Add((item, isFirst ? exception.Message : postponed[item]));
                    }
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

    // Found by name, and not by an account that says that it had not ended.
    private static Leftover FoundBatch(string id) => new(IsBatch: true, id) { MayHaveEnded = true };

    private async Task<bool> IsOverAsync(BatchApiClient client, CleanUpSender sender, Leftover batch, CleanUpTime time)
    {
        var look = await sender.SendAsync(time, key => client.GetBatchAsync(batch.Id, key));
        if (look.Value is not { Status.IsTerminal: true } shown || shown.Id != batch.Id)
        {
            return false;
        }

        Ended(shown);
        return true;
    }

    // Returns the id where its end is to be waited for.
    private async Task<string?> CancelAsync(
        BatchApiClient client,
        CleanUpSender sender,
        Leftover batch,
        CleanUpTime time
    )
    {
        // Some services cancel also one that has ended.
        if (batch.MayHaveEnded && await IsOverAsync(client, sender, batch, time))
        {
            return null;
        }

        for (var attempt = 1; ; attempt++)
        {
            var cancel = await sender.SendAsync(time, key => client.CancelBatchAsync(batch.Id, key));
            if (cancel.IsSuccess)
            {
                return batch.Id;
            }

            // What a refusal means is not in its status: a batch that has ended is answered 400, 409, and by gateways 500.
            var look = await sender.SendAsync(time, key => client.GetBatchAsync(batch.Id, key));
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
    private async Task SettleAsync(CleanUpSender sender, CleanUpTime time)
    {
        var begin = timeProvider.GetTimestamp();
        var wait = FirstSettleWait;
        var waiting = cancelling.ToHashSet(StringComparer.Ordinal);
        cancelling.Clear();
        while (waiting.Count > 0)
        {
            var open = new ConcurrentDictionary<string, byte>(StringComparer.Ordinal);
            await ForAllAsync(
                waiting.Select(id => new Leftover(IsBatch: true, id)),
                async (client, batch) =>
                {
                    if (!await HasEndedAsync(client, sender, batch, time))
                    {
                        open.TryAdd(batch.Id, 0);
                    }
                },
                time
            );
            waiting = open.Keys.ToHashSet(StringComparer.Ordinal);
            if (waiting.Count > 0 && (timeProvider.GetElapsedTime(begin) >= SettleTime || time.Remaining < wait))
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

    // False where the time was over before; what is left then says so itself.
    private async Task<bool> DelayAsync(TimeSpan wait, CleanUpTime time)
    {
        try
        {
            await Task.Delay(wait, timeProvider, time.Over);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> HasEndedAsync(
        BatchApiClient client,
        CleanUpSender sender,
        Leftover batch,
        CleanUpTime time
    )
    {
        var look = await sender.SendAsync(time, key => client.GetBatchAsync(batch.Id, key));
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

    private async Task DeleteAsync(BatchApiClient client, CleanUpSender sender, Leftover file, CleanUpTime time)
    {
        var response = await sender.SendAsync(time, key => client.DeleteFileAsync(file.Id, key));
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
}
