using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>Looks in the service's lists for what requests without an answer have made: the run's own, and nothing else.</summary>
internal sealed class LostSearch(BatchApiClient client, CleanUpSender sender, LostAnswers lost)
{
    // 20,000 things, newest first: the run's own are among the newest.
    private const int MaxPages = 200;

    /// <summary>Batches that carry the run's id or were made from its files, and that it does not know.</summary>
    public Task<LostFinds> BatchesAsync()
    {
        if (lost.InputFiles.Count == 0)
        {
            return Task.FromResult(new LostFinds([], Problem: null));
        }

        var known = lost.Created();
        return SearchAsync(
            after => sender.SendAsync(key => client.ListBatchesAsync(after, key)),
            batch =>
                (batch.TestRun == lost.RunId || (batch.InputFileId is { } input && lost.InputFiles.Contains(input)))
                && !known.Contains(batch.Id)
        );
    }

    /// <summary>
    /// Uploads that carry the run's id in their name. To be asked for when those that are known are deleted.
    /// </summary>
    public Task<LostFinds> FilesAsync() =>
        lost.Uploads == 0
            ? Task.FromResult(new LostFinds([], Problem: null))
            : SearchAsync(
                after => sender.SendAsync(key => client.ListFilesAsync(after, key)),
                file => RunFileName.IsOf(file.FileName, lost.RunId)
            );

    private static async Task<LostFinds> SearchAsync(
        Func<string?, Task<ApiResponse<ListPage>>> read,
        Func<ListedObject, bool> isOwn
    )
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        HashSet<string> pages = new(StringComparer.Ordinal);
        string? after = null;
        try
        {
            for (var page = 0; page < MaxPages; page++)
            {
                var response = await read(after);
                if (response.Value is not { } list)
                {
                    return Finds($"{response.Outcome.KindName(response.Status)} {response.Detail}".TrimEnd());
                }

                ids.UnionWith(list.Items.Where(isOwn).Select(item => item.Id));
                after = list.After;
                // A service that knows no pages answers the first one again and again.
                if (after is null || !pages.Add(after))
                {
                    return Finds(problem: null);
                }
            }

            return Finds("the list is too long");
        }
        catch (OperationCanceledException)
        {
            return Finds("no time left");
        }
        catch (KeyRefusedException exception)
        {
            return Finds(exception.Message);
        }

        LostFinds Finds(string? problem) => new([.. ids], problem);
    }
}
