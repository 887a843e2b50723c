using System.Runtime.InteropServices;
using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Scenarios.Listing;

/// <summary>
/// Reads one list page by page, as a client does: each object is to come once, and each of the run's own. One walk at a time.
/// </summary>
/// <param name="runner">Sends the requests.</param>
/// <param name="own">What has to be in the lists.</param>
/// <param name="ids">All ids of the run's objects of a list, to name those that are missing; null where nobody knows them.</param>
/// <remarks>About 30 bytes for each object in the longest list so far.</remarks>
internal sealed class ListReader(StepRunner runner, OwnObjects own, Func<ListKind, IEnumerable<string>>? ids)
{
    private const int MostExamples = 3;

    // The page on which each object came first; below zero once it came again.
    private readonly Dictionary<ulong, int> listed = [];
    private readonly List<TimeSpan> times = [];
    private readonly List<string> examples = [];
    private int pages;
    private int doubled;

    /// <summary>Reads a list to its end.</summary>
    /// <exception cref="KeyRefusedException">There is no key, or it was refused before it ever worked.</exception>
    public async Task<ListWalk> WalkAsync(ListKind kind)
    {
        Begin();
        var begin = runner.TimeProvider.GetTimestamp();
        var created = own.Count(kind);
        var (end, problem) = await ReadAsync(kind);
        var walk = new ListWalk(kind, end)
        {
            Duration = runner.TimeProvider.GetElapsedTime(begin),
            PageTimes = [.. times],
            Pages = pages,
            Items = listed.Count,
            Doubled = doubled,
            DoubledExamples = [.. examples],
            Problem = problem,
        };
        return end == ListEnd.Complete ? Judged(walk, created) : walk;
    }

    private void Begin()
    {
        listed.Clear();
        times.Clear();
        examples.Clear();
        (pages, doubled) = (0, 0);
    }

    private async Task<(ListEnd End, string? Problem)> ReadAsync(ListKind kind)
    {
        string? after = null;
        try
        {
            while (true)
            {
                var response = await SendAsync(kind, after);
                if (response.Value is not { } page)
                {
                    return (
                        ListEnd.Failed,
                        $"{response.Outcome.KindName(response.Status)} {response.Detail}".TrimEnd()
                    );
                }

                pages++;
                if (!response.IsLatencyDoubtful)
                {
                    times.Add(response.Latency);
                }

                var next = Next(page);
                if (next is not null && !HasNews(page))
                {
                    // One that knows no pages answers the first again; it did not say that there are more.
                    return page.HasMore == true
                        ? (ListEnd.Endless, "the list says that it goes on, and sends what it has sent before")
                        : (ListEnd.Complete, null);
                }

                Take(page);
                if (next is null)
                {
                    return page.HasMore == true
                        ? (ListEnd.Endless, "the list says that it goes on, on a page without anything")
                        : (ListEnd.Complete, null);
                }

                after = next;
            }
        }
        catch (OperationCanceledException)
        {
            return (ListEnd.CutOff, null);
        }
        catch (OwnFaultException)
        {
            // Counted where it was measured.
            return (ListEnd.CutOff, null);
        }
    }

    private ValueTask<ApiResponse<ListPage>> SendAsync(ListKind kind, string? after) =>
        kind == ListKind.Batches
            ? runner.SendAsync(
                kind.Step(),
                after ?? "",
                static (client, cursor, key) => client.ListBatchesAsync(cursor.Length == 0 ? null : cursor, key)
            )
            : runner.SendAsync(
                kind.Step(),
                after ?? "",
                static (client, cursor, key) => client.ListFilesAsync(cursor.Length == 0 ? null : cursor, key)
            );

    // Where the service does not say whether there is more, a full page may not be all.
    private static string? Next(ListPage page) =>
        page.HasMore is null && page.Items.Count == ApiPaths.PageSize ? page.Items[^1].Id
        : page is { HasMore: true, Items.Count: 0 } ? null
        : page.After;

    private bool HasNews(ListPage page) => page.Items.Any(item => !listed.ContainsKey(SeenIds.HashOf(item.Id)));

    private void Take(ListPage page)
    {
        foreach (var item in page.Items)
        {
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(
                listed,
                SeenIds.HashOf(item.Id),
                out var isKnown
            );
            if (!isKnown)
            {
                first = pages;
            }
            else if (first > 0)
            {
                doubled++;
                if (examples.Count < MostExamples)
                {
                    examples.Add($"{runner.Redact(item.Id)} on pages {first} and {pages}");
                }

                first = -first;
            }
        }
    }

    private ListWalk Judged(ListWalk walk, int created)
    {
        var (expected, missing) = own.Compare(walk.Kind, created, listed.ContainsKey);
        return walk with
        {
            Expected = expected,
            Missing = missing.Count,
            MissingExamples = missing.Count == 0 ? [] : [.. Name(walk, missing)],
        };
    }

    // By the account on the disk: to keep all ids in memory for this would be too much.
    private IEnumerable<string> Name(ListWalk walk, IReadOnlyCollection<ulong> missing) =>
        ids?.Invoke(walk.Kind)
            .Where(id => missing.Contains(SeenIds.HashOf(id)))
            .Take(MostExamples)
            .Select(id => $"{runner.Redact(id)} on none of {walk.Pages} pages")
        ?? [];
}
