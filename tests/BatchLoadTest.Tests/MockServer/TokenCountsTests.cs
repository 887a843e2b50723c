using System.Text.Json;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class TokenCountsTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Embeddings = "/v1/embeddings";

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task WhatAClientReads_IsWhatTheServerCounts(MockFlavour flavour)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                RowFailRate = 0.2,
                OutputErrorRate = 0.1,
                Seed = 3,
            }
        );
        var read = new RowAnswers();
        // OpenAI has one endpoint for all rows of a batch.
        var last = flavour == MockFlavour.ControlLayer ? Embeddings : Chat;
        foreach (var rows in new[] { 1, 2, 7, 50, 300 })
        {
            foreach (var content in FilesOf(Mixed(rows, last), flavour))
            {
                var file = await mock.UploadedAsync(content);
                await read.ReadAsync(mock, await mock.EndedAsync(await mock.CreatedAsync(file)));
            }
        }

        var counted = mock.Host.Counts().Tokens;
        Assert.Equal(read.All, counted.All);
        Assert.Equal(read.Models, counted.Models);
        Assert.Equal(["large", "last", "reasoner"], counted.Models.Keys.Order(StringComparer.Ordinal));
        Assert.True(counted.Models["reasoner"].Reasoning > 0);
        Assert.Equal(last == Embeddings, counted.Models["last"].Completion == 0);
    }

    [Fact]
    public async Task OfACancelledBatch_TheRowsCount_ThatItHadDone()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { BatchDuration = TimeSpan.FromSeconds(10) }
        );
        var id = await mock.CreatedAsync(await mock.UploadedAsync(Mixed(40)));
        mock.Time.Advance(TimeSpan.FromSeconds(5));
        using var cancel = await mock.Http.PostAsync($"{mock.Api}/batches/{id}/cancel", null);
        var read = new RowAnswers();

        await read.ReadAsync(mock, await mock.EndedAsync(id));

        Assert.Equal(20, mock.Host.Counts().Tokens.All.Rows);
        Assert.Equal(read.Models, mock.Host.Counts().Tokens.Models);
    }

    [Fact]
    public async Task Tokens_CountOnceTheBatchHasEnded_AlsoWhenItIsGone_AndAfterAResetNoMore()
    {
        await using var mock = await MockService.StartAsync();
        var file = await mock.UploadedAsync(Mixed(6));
        await mock.CreatedAsync(file);
        Assert.Equal(0, mock.Host.Counts().Tokens.All.Rows);

        mock.Time.Advance(TimeSpan.FromMinutes(1));
        var counted = mock.Host.Counts().Tokens;
        Assert.Equal(6, counted.All.Rows);
        using var deleted = await mock.Http.DeleteAsync($"{mock.Api}/files/{file}");
        Assert.Equal(counted.Models, mock.Host.Counts().Tokens.Models);

        await mock.EndedAsync(await mock.CreatedAsync(await mock.UploadedAsync(Mixed(6))));
        Assert.Equal(12, mock.Host.Counts().Tokens.All.Rows);

        using var reset = await mock.Http.PostAsync("/mock/reset", null);
        Assert.Equal(0, mock.Host.Counts().Tokens.All.Rows);
        Assert.Empty(mock.Host.Counts().Tokens.Models);
    }

    [Fact]
    public async Task TheCountsPage_HasTheSumsOfAllAndOfEachModel()
    {
        await using var mock = await MockService.StartAsync();
        await mock.EndedAsync(await mock.CreatedAsync(await mock.UploadedAsync(Mixed(9))));
        var counts = mock.Host.Counts().Tokens;

        var page = MockService.Parse(await mock.Http.GetStringAsync("/mock/counts")).GetProperty("tokens");

        Assert.Equal(counts.All, Sums(page));
        Assert.Equal(
            counts.Models,
            page.GetProperty("models")
                .EnumerateObject()
                .ToDictionary(model => model.Name, model => Sums(model.Value), StringComparer.Ordinal)
        );
        Assert.Equal(counts.All.Total, page.GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task BeyondAHundredModels_TheRestIsOneSum()
    {
        await using var mock = await MockService.StartAsync();
        var rows = Enumerable.Range(0, 150).Select(i => RowAnswers.Row($"{i}", Chat, $"model-{i}"));
        var file = await mock.UploadedAsync(string.Join('\n', rows));
        var batch = await mock.EndedAsync(await mock.CreatedAsync(file));
        var read = new RowAnswers();
        await read.ReadAsync(mock, batch);

        var counted = mock.Host.Counts().Tokens;

        Assert.Equal(101, counted.Models.Count);
        Assert.Equal(50, counted.Models["other"].Rows);
        Assert.Equal(150, read.Models.Count);
        Assert.Equal(read.All, counted.All);
    }

    private static MockModelTokens Sums(JsonElement sums) =>
        new(
            sums.GetProperty("rows").GetInt64(),
            sums.GetProperty("rows_without_usage").GetInt64(),
            sums.GetProperty("prompt").GetInt64(),
            sums.GetProperty("completion").GetInt64(),
            sums.GetProperty("reasoning").GetInt64()
        );

    /// <summary>A file of chat rows, streamed ones and others, of two models, and rows of a third that ask something else.</summary>
    // OpenAI takes one model a file.
    private static IEnumerable<string> FilesOf(string mixed, MockFlavour flavour) =>
        flavour == MockFlavour.ControlLayer
            ? [mixed]
            : mixed
                .Split('\n')
                .GroupBy(
                    row => MockService.Text(MockService.Parse(row).GetProperty("body"), "model"),
                    StringComparer.Ordinal
                )
                .Select(rows => string.Join('\n', rows));

    private static string Mixed(int rows, string last = Embeddings) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, rows)
                .Select(i =>
                    (i % 3) switch
                    {
                        0 => RowAnswers.Row($"row-{i}", Chat, "large", ""","stream":true"""),
                        1 => RowAnswers.Row($"row-{i}", Chat, "reasoner", $",\"max_tokens\":{i}"),
                        _ => RowAnswers.Row($"row-{i}", last, "last"),
                    }
                )
        );
}
