using System.Collections.Concurrent;
using System.Net.Http;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks;

/// <summary>Removes what checks have created, several at once.</summary>
/// <param name="scene">Where.</param>
internal sealed class CheckCleanUp(CheckScene scene)
{
    private const int AtOnce = 8;

    private volatile bool isSilent;

    /// <summary>Cancels batches that have not ended, and deletes files. Returns what could not be removed, a line each.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(
        IReadOnlyList<string> batches,
        IReadOnlyList<string> files,
        CancellationToken cancellationToken
    )
    {
        // Results first: where a service keeps them with their input they go with it.
        var results = new ConcurrentBag<string>();
        await EachAsync(
            batches,
            async batch =>
            {
                var ended = scene.EndedBatch(batch) ?? await EndAsync(batch, cancellationToken);
                foreach (var file in new[] { ended?.OutputFileId, ended?.ErrorFileId })
                {
                    if (file is not null && !files.Contains(file, StringComparer.Ordinal))
                    {
                        results.Add(file);
                    }
                }
            }
        );
        var left = new ConcurrentBag<string>();
        await EachAsync([.. results.Distinct(StringComparer.Ordinal)], DeleteAsync);
        await EachAsync(files, DeleteAsync);
        return [.. left.Order(StringComparer.Ordinal)];

        async Task DeleteAsync(string file)
        {
            var answer = await TryAsync(HttpMethod.Delete, scene.Paths.File(file), cancellationToken);
            if (answer is not ({ IsSuccess: true } or { Status: 404 or 410 }))
            {
                left.Add($"file {file} could not be deleted: {answer?.Words ?? "no time was left"}");
            }
        }
    }

    // One that has ended would refuse it, rightly, and be asked for its files.
    private async Task<Batch?> EndAsync(string batch, CancellationToken cancellationToken)
    {
        var answer = await TryAsync(HttpMethod.Post, scene.Paths.Cancel(batch), cancellationToken);
        // A service that does not answer one takes the time of all others, and that of the files.
        if (answer is not { IsSuccess: true } && !isSilent)
        {
            answer = await TryAsync(HttpMethod.Get, scene.Paths.Batch(batch), cancellationToken);
            isSilent |= answer?.Status is null;
        }

        return answer is { IsSuccess: true } ? scene.BatchOf(answer, out _) : null;
    }

    private async Task<CheckAnswer?> TryAsync(HttpMethod method, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return await scene.Client.SendAsync(method, address, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static Task EachAsync(IReadOnlyList<string> ids, Func<string, Task> work) =>
        Parallel.ForEachAsync(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (id, _) => await work(id)
        );
}
