using System.Net.Http;
using BatchLoadTest.Checks.Http;

namespace BatchLoadTest.Checks.Lists;

/// <summary>The newest part of the list of batches, read page by page.</summary>
internal sealed class ListWalk
{
    // Of an account that has more than is looked for.
    private const int MostPages = 15;

    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    private ListWalk() { }

    /// <summary>Pages that were read.</summary>
    public int Pages { get; private set; }

    /// <summary>The first that came twice; null where none did.</summary>
    public string? Twice { get; private set; }

    /// <summary>The page that was read last.</summary>
    public CheckAnswer? Last { get; private set; }

    /// <summary>Whether it came to the batch that was looked for, or to the end of the list.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Whether a batch was among them.</summary>
    public bool Has(string id) => ids.Contains(id);

    /// <summary>Reads from the newest down to a batch.</summary>
    /// <param name="scene">Where.</param>
    /// <param name="limit">Batches of a page.</param>
    /// <param name="oldest">The batch at which it stops.</param>
    /// <param name="between">What is done after each page, with its number.</param>
    /// <param name="cancellationToken">There is no more time.</param>
    public static async Task<ListWalk> ReadAsync(
        CheckScene scene,
        int limit,
        string? oldest,
        Func<int, Task> between,
        CancellationToken cancellationToken
    )
    {
        var walk = new ListWalk();
        string? after = null;
        while (walk.Pages < MostPages)
        {
            var from = after is null ? "" : $"&after={Uri.EscapeDataString(after)}";
            var answer = await scene.Client.SendAsync(
                HttpMethod.Get,
                scene.Paths.Under($"batches?limit={limit}{from}"),
                cancellationToken
            );
            walk.Last = answer;
            if (CheckScene.PageOf(answer) is not { } page)
            {
                return walk;
            }

            walk.Pages++;
            foreach (var item in page.Items)
            {
                if (!walk.ids.Add(item.Id))
                {
                    walk.Twice ??= item.Id;
                }
            }

            // Where it does not say whether there is more, a full page means that there is.
            after = page.After ?? (page.HasMore is null && page.Items.Count == limit ? page.Items[^1].Id : null);
            if (after is null || walk.Twice is not null || (oldest is not null && walk.Has(oldest)))
            {
                walk.IsWhole = true;
                return walk;
            }

            await between(walk.Pages);
        }

        return walk;
    }
}
