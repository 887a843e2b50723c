using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>The output file of an ended batch, read a second time.</summary>
public sealed class SecondReadTests
{
    [Theory]
    [InlineData(10, 0.3)]
    [InlineData(200, 0.05)]
    [InlineData(200, 1)]
    public async Task ChangedRows_AreOthersFromTheSecondReadOn_AndCountOnce(int rows, double share)
    {
        await using var mock = await StartAsync(new() { ChangeRows = share });
        var batch = await mock.EndedAsync(await mock.CreatedAsync(rows));
        var output = MockService.Text(batch, "output_file_id");
        var bytes = (await mock.GetJsonAsync($"files/{output}")).GetProperty("bytes").GetInt64();

        var first = await mock.TextLinesAsync(output);
        Assert.Equal(0, mock.Host.Counts().Defects.RowsChanged);
        var second = await mock.TextLinesAsync(output);

        var changed = first.Except(second, StringComparer.Ordinal).Count();
        Assert.InRange(changed, 0.9 * share * rows, 1.1 * share * rows);
        Assert.Equal(changed, mock.Host.Counts().Defects.RowsChanged);
        Assert.Equal(Ids(first), Ids(second), StringComparer.Ordinal);
        Assert.Equal(bytes, second.Sum(line => line.Length + 1));

        Assert.Equal(second, await mock.TextLinesAsync(output), StringComparer.Ordinal);
        Assert.Equal(changed, mock.Host.Counts().Defects.RowsChanged);
    }

    [Fact]
    public async Task ChangedRows_OfARunningBatch_AreThoseThatWereReadBefore()
    {
        await using var mock = await StartAsync(new() { ChangeRows = 1 });
        var id = await mock.CreatedAsync(100);
        mock.Time.Advance(TimeSpan.FromSeconds(1.5));
        var output = MockService.Text(await mock.BatchAsync(id), "output_file_id");
        var early = await mock.TextLinesAsync(output);
        Assert.InRange(early.Length, 10, 90);

        await mock.EndedAsync(id);
        var rest = await mock.TextLinesAsync(output, $"?skip={early.Length}");
        Assert.Equal(0, mock.Host.Counts().Defects.RowsChanged);

        var whole = await mock.TextLinesAsync(output);
        Assert.Empty(whole.Intersect([.. early, .. rest], StringComparer.Ordinal));
        Assert.Equal(100, mock.Host.Counts().Defects.RowsChanged);
    }

    [Fact]
    public async Task ChangedRows_SpareEmbeddings_WhichHaveNothingToChange()
    {
        await using var mock = await StartAsync(new() { ChangeRows = 1 });
        var file = await mock.UploadedAsync(MockService.Row("a", "/v1/embeddings"));
        using var created = await mock.CreateAsync(file, "/v1/embeddings");
        var batch = await mock.EndedAsync(MockService.Text(await MockService.JsonAsync(created), "id"));
        var output = MockService.Text(batch, "output_file_id");

        Assert.Equal(await mock.TextLinesAsync(output), await mock.TextLinesAsync(output), StringComparer.Ordinal);
        Assert.Equal(0, mock.Host.Counts().Defects.RowsChanged);
    }

    [Fact]
    public async Task VanishedRows_AreGoneOnceTheFileWasReadToItsEnd()
    {
        await using var mock = await StartAsync(new() { VanishRows = 0.1 });
        var batch = await mock.EndedAsync(await mock.CreatedAsync(100));
        var output = MockService.Text(batch, "output_file_id");
        Assert.Equal(40, (await mock.TextLinesAsync(output, "?limit=40")).Length);

        var first = await mock.TextLinesAsync(output);
        Assert.Equal(100, first.Length);
        Assert.Equal(0, mock.Host.Counts().Defects.RowsVanished);

        var second = await mock.TextLinesAsync(output);
        Assert.Equal(90, second.Length);
        Assert.Empty(second.Except(first, StringComparer.Ordinal));
        await mock.TextLinesAsync(output);
        Assert.Equal(10, mock.Host.Counts().Defects.RowsVanished);
    }

    [Fact]
    public async Task WithoutThem_EachReadIsTheSame()
    {
        await using var mock = await StartAsync(new());
        var batch = await mock.EndedAsync(await mock.CreatedAsync(100));
        var output = MockService.Text(batch, "output_file_id");

        Assert.Equal(await mock.TextLinesAsync(output), await mock.TextLinesAsync(output), StringComparer.Ordinal);
    }

    private static Task<MockService> StartAsync(MockMisbehaviour misbehaviour) =>
        MockService.StartAsync(new MockServerOptions { Misbehaviour = misbehaviour });

    private static IEnumerable<string> Ids(IEnumerable<string> lines) =>
        MockService.Ids(lines.Select(MockService.Parse));
}
