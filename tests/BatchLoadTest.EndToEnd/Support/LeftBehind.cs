using System.Net.Http.Headers;
using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>What is at a service by its own lists, and what a run says that it has left there.</summary>
/// <param name="Keys">Names of keys; those of the service are only counted, so these are numbers.</param>
/// <param name="Files">Ids of files.</param>
/// <param name="Batches">Ids of batches that have not ended.</param>
public sealed record LeftBehind(int Keys, IReadOnlyList<string> Files, IReadOnlyList<string> Batches)
{
    /// <summary>The key that <see cref="AtAsync"/> asks with; the mock has to be started with it.</summary>
    public const string Key = "watching";

    /// <summary>By the service's own lists.</summary>
    public static async Task<LeftBehind> AtAsync(MockProcess mock)
    {
        using var client = new HttpClient { BaseAddress = new Uri(mock.Address) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var files = await ListAsync(client, "/ai/v1/files?limit=100");
        var batches = await ListAsync(client, "/ai/v1/batches?limit=100");
        return new LeftBehind(
            (int)await mock.LiveKeysAsync() - 1,
            Ids(files),
            Ids(batches.Where(batch => batch.GetProperty("status").GetString() is "validating" or "in_progress"))
        );
    }

    /// <summary>By <c>not-removed.txt</c> in a results folder.</summary>
    public static LeftBehind ToldIn(string folder)
    {
        var path = Path.Combine(folder, "not-removed.txt");
        var words = File.Exists(path) ? File.ReadAllLines(path).Select(line => line.Split(' ')).ToList() : [];
        return new LeftBehind(words.Count(word => word[0] == "K"), Of("file"), Of("batch"));

        string[] Of(string kind) =>
            [.. words.Where(word => word[0] == kind).Select(word => word[1]).Order(StringComparer.Ordinal)];
    }

    /// <summary>Asserts that there is nothing, by the service's own lists and by the run.</summary>
    public static async Task AssertNothingAsync(MockProcess mock, string folder)
    {
        (await AtAsync(mock)).IsNothing();
        ToldIn(folder).IsNothing();
    }

    /// <summary>Asserts that both are the same.</summary>
    public void Is(LeftBehind other) => Assert.Equal(other.ToString(), ToString());

    /// <summary>Asserts that there is nothing.</summary>
    public void IsNothing() => Is(new LeftBehind(0, [], []));

    /// <summary>In full.</summary>
    public override string ToString() =>
        $"{Keys} keys, files [{string.Join(' ', Files)}], batches [{string.Join(' ', Batches)}]";

    private static string[] Ids(IEnumerable<JsonElement> items) =>
        [.. items.Select(item => item.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];

    private static async Task<List<JsonElement>> ListAsync(HttpClient client, string path)
    {
        List<JsonElement> items = [];
        var page = path;
        while (true)
        {
            // A limiter may be in the way.
            using var response = await client.GetAsync(new Uri(page, UriKind.Relative));
            if (!response.IsSuccessStatusCode)
            {
                Assert.Equal(429, (int)response.StatusCode);
                await Task.Delay(200);
                continue;
            }

            var list = JsonElement.Parse(await response.Content.ReadAsStringAsync());
            items.AddRange(list.GetProperty("data").EnumerateArray());
            if (!list.GetProperty("has_more").GetBoolean())
            {
                return items;
            }

            page = $"{path}&after={list.GetProperty("last_id").GetString()}";
        }
    }
}
