using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.CleanUp;

/// <summary>Looks in the service's lists for what requests without an answer have made: the run's own, and nothing else.</summary>
internal sealed class LostSearch(ApiTransport transport, ApiPaths paths, CleanUpSender sender, LostAnswers lost)
{
    // 20,000 things, newest first: the run's own are among the newest.
    private const int MaxPages = 200;

    /// <summary>Batches that carry the run's id or were made from its files, and that it does not know.</summary>
    /// <param name="time">How long it may take.</param>
    public async Task<LostFinds> BatchesAsync(CleanUpTime time)
    {
        if (lost.InputFiles.Count == 0)
        {
            return LostFinds.Nothing;
        }

        var known = lost.Created();
        using var connection = transport.ConnectUnwatched(time.Over);
        var client = new BatchApiClient(connection, paths);
        return await SearchAsync(
            after => sender.SendAsync(time, key => client.ListBatchesAsync(after, key)),
            batch =>
                (batch.TestRun == lost.RunId || (batch.InputFileId is { } input && lost.InputFiles.Contains(input)))
                && !known.Contains(batch.Id)
        );
    }

    /// <summary>
    /// Uploads that carry the run's id in their name. To be asked for when those that are known are deleted.
    /// </summary>
    /// <param name="time">How long it may take.</param>
    public async Task<LostFinds> FilesAsync(CleanUpTime time)
    {
        if (lost.Uploads == 0)
        {
            return LostFinds.Nothing;
        }

        using var connection = transport.ConnectUnwatched(time.Over);
        var client = new BatchApiClient(connection, paths);
        return await SearchAsync(
            after => sender.SendAsync(time, key => client.ListFilesAsync(after, key)),
            file => RunFileName.IsOf(file.FileName, lost.RunId)
        );
    }

    private static async Task<LostFinds> SearchAsync(
        Func<string?, Task<ApiResponse<ListPage>>> read,
        Func<ListedObject, bool> isOwn
    )
    {
        Dictionary<string, ListedObject> own = new(StringComparer.Ordinal);
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

                foreach (var item in list.Items.Where(isOwn))
                {
                    own[item.Id] = item;
                }

                after = list.After;
                if (after is null)
                {
                    return Finds(problem: null);
                }

                // A service that knows no pages, and says that there are more, answers the first one again and again.
                if (!pages.Add(after))
                {
                    return Finds("the list says that it goes on, and begins again");
                }
            }

            return Finds($"the list goes on after {MaxPages} pages, where looking ended");
        }
        catch (OutOfTimeException exception)
        {
            return Finds(exception.Message);
        }
        catch (KeyRefusedException exception)
        {
            return Finds(exception.Message);
        }

        LostFinds Finds(string? problem) => new([.. own.Values], problem);
    }
}
