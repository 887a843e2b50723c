using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>The lists of files and batches, read page by page to their end.</summary>
public sealed class ListPageTests
{
    [Theory]
    [InlineData("batches")]
    [InlineData("files")]
    public async Task Pages_HaveEachItemOnce(string list)
    {
        await using var mock = await StartAsync(new());
        await CreateAsync(mock, 10);
        var all = await PagesAsync(mock, list, 100);

        foreach (var limit in new[] { 1, 3, 5 })
        {
            Assert.Equal(all, await PagesAsync(mock, list, limit), StringComparer.Ordinal);
        }

        Assert.Equal(all.Count, all.Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("batches")]
    [InlineData("files")]
    public async Task PageBehindAnItemThatIsGone_GoesOnWhereItWas(string list)
    {
        await using var mock = await StartAsync(new() { ListRepeats = 1 });
        await CreateAsync(mock, 10);
        var all = await PagesAsync(mock, list, 100, "&purpose=batch");
        var first = await mock.GetJsonAsync($"{list}?limit=4&purpose=batch");
        var last = MockService.Text(first, "last_id");
        var file = list == "files" ? last : MockService.Text(await mock.BatchAsync(last), "input_file_id");
        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        Assert.True(deleted.IsSuccessStatusCode);

        var second = await mock.GetJsonAsync($"{list}?limit=4&purpose=batch&after={last}");

        Assert.Equal(
            all.Skip(4).Take(4),
            second.GetProperty("data").EnumerateArray().Select(item => MockService.Text(item, "id")),
            StringComparer.Ordinal
        );
        // What is gone cannot be repeated.
        Assert.Equal(0, mock.Host.Counts().Defects.ListItemsRepeated);
    }

    [Theory]
    [InlineData("batches", "")]
    [InlineData("files", "")]
    [InlineData("files", "&order=asc")]
    public async Task SkippedAndRepeatedItems_AreThoseThatTheCountsSay(string list, string query)
    {
        await using var mock = await StartAsync(new() { ListSkips = 0.4, ListRepeats = 0.4 });
        await CreateAsync(mock, 20);
        var all = await PagesAsync(mock, list, 100, query);

        var paged = await PagesAsync(mock, list, 3, query);

        var defects = mock.Host.Counts().Defects;
        Assert.NotEqual(0, defects.ListItemsSkipped);
        Assert.NotEqual(0, defects.ListItemsRepeated);
        Assert.Equal(all.Except(paged, StringComparer.Ordinal).Count(), defects.ListItemsSkipped);
        Assert.Equal(paged.Count - paged.Distinct(StringComparer.Ordinal).Count(), defects.ListItemsRepeated);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WhereEveryPageRepeats_TheListEndsAllTheSame(int limit)
    {
        await using var mock = await StartAsync(new() { ListRepeats = 1 });
        await CreateAsync(mock, 5);

        var paged = await PagesAsync(mock, "batches", limit);

        Assert.Equal(5, paged.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(paged.Count - 5, mock.Host.Counts().Defects.ListItemsRepeated);
        Assert.Equal(limit == 1 ? 0 : 3, paged.Count - 5);
    }

    private static Task<MockService> StartAsync(MockMisbehaviour misbehaviour) =>
        MockService.StartAsync(new MockServerOptions { Misbehaviour = misbehaviour });

    private static async Task CreateAsync(MockService mock, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            await mock.CreatedAsync(1);
        }
    }

    private static async Task<List<string>> PagesAsync(MockService mock, string list, int limit, string query = "")
    {
        List<string> ids = [];
        for (var after = ""; ; )
        {
            var page = await mock.GetJsonAsync($"{list}?limit={limit}{query}{after}");
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(item => MockService.Text(item, "id")));
            if (!page.GetProperty("has_more").GetBoolean())
            {
                return ids;
            }

            after = $"&after={MockService.Text(page, "last_id")}";
        }
    }
}
