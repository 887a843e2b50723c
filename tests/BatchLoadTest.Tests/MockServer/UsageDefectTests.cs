using System.Net;
using System.Text.Json;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What batches say about tokens beside their rows, rightly and wrongly.</summary>
public sealed class UsageDefectTests
{
    private const string Chat = "/v1/chat/completions";
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task OpenAI_SaysModelAndUsage_OnceTheBatchHasEnded()
    {
        await using var mock = await StartAsync(new(), MockFlavour.OpenAI);
        var id = await mock.CreatedAsync(await mock.UploadedAsync(Rows(10, "reasoner")));
        mock.Time.Advance(5 * Second);
        var running = await mock.BatchAsync(id);
        Assert.Equal(JsonValueKind.Null, running.GetProperty("usage").ValueKind);
        Assert.Equal(JsonValueKind.Null, running.GetProperty("model").ValueKind);

        var ended = await mock.EndedAsync(id);

        Assert.Equal("reasoner", MockService.Text(ended, "model"));
        Assert.Equal(await ReadAsync(mock, ended), Usage(ended));
        Assert.Equal(Usage(ended).Total, ended.GetProperty("usage").GetProperty("total_tokens").GetInt64());
        Assert.Equal(0, Details(ended, "input_tokens_details", "cached_tokens"));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.Azure)]
    public async Task OtherDialects_SayNothingOfItInTheBatch(MockFlavour flavour)
    {
        await using var mock = await StartAsync(new(), flavour);
        var service = flavour == MockFlavour.Azure ? "/openai/v1" : mock.Api;
        if (flavour == MockFlavour.Azure)
        {
            mock.Http.DefaultRequestHeaders.Add("api-key", MockService.Key);
        }

        using var upload = await mock.Http.PostAsync(
            $"{service}/files",
            MockService.Form(new StringContent(Rows(3, "m")))
        );
        var file = MockService.Text(await MockService.JsonAsync(upload), "id");
        mock.Time.Advance(Second);
        using var created = await mock.Http.PostAsync(
            $"{service}/batches",
            new StringContent(
                $$"""{"input_file_id":"{{file}}","endpoint":"{{Chat}}","completion_window":"24h"}""",
                System.Text.Encoding.UTF8,
                "application/json"
            )
        );
        var id = MockService.Text(await MockService.JsonAsync(created), "id");
        mock.Time.Advance(60 * Second);

        var batch = MockService.Parse(await mock.Http.GetStringAsync($"{service}/batches/{id}"));

        Assert.Equal("completed", MockService.Text(batch, "status"));
        Assert.False(batch.TryGetProperty("usage", out _));
        Assert.False(batch.TryGetProperty("model", out _));
    }

    [Fact]
    public async Task ControlLayer_HasAnalytics_ThatAreZeroUntilTheirTime()
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions { BatchDuration = 10 * Second, AnalyticsDelay = 30 * Second }
        );
        var id = await mock.CreatedAsync(await mock.UploadedAsync(Rows(10, "reasoner")));
        var none = """{"total_requests":0,"total_prompt_tokens":0,"total_completion_tokens":0,"total_tokens":0}""";
        foreach (var wait in new[] { 5, 5, 29 })
        {
            mock.Time.Advance(wait * Second);
            Assert.Equal(none, (await mock.GetJsonAsync($"batches/{id}/analytics")).GetRawText());
        }

        mock.Time.Advance(Second);
        var filled = await mock.GetJsonAsync($"batches/{id}/analytics");

        var read = await ReadAsync(mock, await mock.BatchAsync(id));
        Assert.Equal(read, Analytics(filled));
        Assert.Equal(read.Total, filled.GetProperty("total_tokens").GetInt64());
        var cost = ((0.15m * read.Prompt) + (0.60m * read.Completion)) / 1_000_000;
        Assert.Equal(cost, decimal.Parse(MockService.Text(filled, "total_cost"), null));
        Assert.Equal(4, mock.Host.Counts().Requests["batches.analytics"]);
    }

    [Fact]
    public async Task OpenAI_HasNeitherAnalyticsNorEstimates()
    {
        await using var mock = await StartAsync(new(), MockFlavour.OpenAI);
        var file = await mock.UploadedAsync(Rows(1, "m"));
        var id = await mock.CreatedAsync(file);

        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"batches/{id}/analytics"));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync($"files/{file}/cost-estimate"));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task WrongUsage_IsOneTokenTooMany_AndCountsOnceItIsShown(MockFlavour flavour)
    {
        await using var mock = await StartAsync(new() { WrongUsage = 1 }, flavour);
        var id = await mock.CreatedAsync(await mock.UploadedAsync(Rows(10, "m")));
        await SaidAsync(mock, id, flavour);
        mock.Time.Advance(60 * Second);
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesWrongUsage);

        var said = await SaidAsync(mock, id, flavour);
        await SaidAsync(mock, id, flavour);

        var read = await ReadAsync(mock, await mock.BatchAsync(id));
        Assert.Equal(read.Completion + 1, said.Completion);
        Assert.Equal(read.Prompt, said.Prompt);
        Assert.Equal(1, mock.Host.Counts().Defects.BatchesWrongUsage);
        Assert.Equal(read, mock.Host.Counts().Tokens.All);
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task MissingUsage_IsInNoSum(MockFlavour flavour)
    {
        await using var mock = await StartAsync(new() { MissingUsage = 0.3 }, flavour);
        var id = await mock.CreatedAsync(await mock.UploadedAsync(Rows(50, "m")));
        mock.Time.Advance(60 * Second);

        var said = await SaidAsync(mock, id, flavour);

        var read = await ReadAsync(mock, await mock.BatchAsync(id));
        Assert.InRange(read.RowsWithoutUsage, 14, 16);
        Assert.Equal(read, mock.Host.Counts().Tokens.All);
        Assert.Equal((read.Prompt, read.Completion), (said.Prompt, said.Completion));
        Assert.Equal(0, mock.Host.Counts().Defects.BatchesWrongUsage);
    }

    [Fact]
    public async Task MissingUsage_OfAllRows_IsMissedInAllKindsOfAnswers()
    {
        await using var mock = await StartAsync(new() { MissingUsage = 1 }, MockFlavour.ControlLayer);
        string[] urls = [Chat, "/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/messages"];
        var rows = urls.SelectMany(url =>
            new[] { RowAnswers.Row(url, url, "m"), RowAnswers.Row(url + "s", url, "m", ""","stream":true""") }
        );
        var batch = await mock.EndedAsync(await mock.CreatedAsync(await mock.UploadedAsync(string.Join('\n', rows))));

        var lines = await mock.TextLinesAsync(MockService.Text(batch, "output_file_id"));

        Assert.Equal(10, lines.Length);
        Assert.All(lines, line => Assert.DoesNotContain("usage", line, StringComparison.Ordinal));
        Assert.Equal(new MockModelTokens(10, 10, 0, 0, 0), mock.Host.Counts().Tokens.All);
    }

    [Fact]
    public async Task ACostEstimate_IsByTheBytesOfEachModelsRows()
    {
        await using var mock = await StartAsync(new(), MockFlavour.ControlLayer);
        var large = RowAnswers.Row("a", Chat, "large", $",\"x\":\"{new string('x', 4000)}\"");
        var small = RowAnswers.Row("b", "/v1/embeddings", "small");
        var file = await mock.UploadedAsync($"{large}\n{small}\n{large}\n{small}");

        var estimate = await mock.GetJsonAsync($"files/{file}/cost-estimate?completion_window=1h");

        var input = new[] { large, small }
            .Select(row => 2L * MockService.Parse(row).GetProperty("body").GetRawText().Length / 4)
            .ToList();
        var output = new[] { (long)(input[0] * 1.1), 2 };
        Assert.Equal(file, MockService.Text(estimate, "file_id"));
        Assert.Equal(4, estimate.GetProperty("total_requests").GetInt64());
        Assert.Equal(input.Sum(), estimate.GetProperty("total_estimated_input_tokens").GetInt64());
        Assert.Equal(output.Sum(), estimate.GetProperty("total_estimated_output_tokens").GetInt64());
        var cost = ((0.15m * input.Sum()) + (0.60m * output.Sum())) / 1_000_000;
        Assert.Equal(cost, decimal.Parse(MockService.Text(estimate, "total_estimated_cost"), null));
        var models = estimate.GetProperty("models").EnumerateArray().ToList();
        Assert.Equal(["large", "small"], models.Select(model => MockService.Text(model, "model")));
        Assert.All(models, model => Assert.Equal(2, model.GetProperty("request_count").GetInt64()));
        Assert.Equal(input, models.Select(model => model.GetProperty("estimated_input_tokens").GetInt64()));
        Assert.Equal(output, models.Select(model => model.GetProperty("estimated_output_tokens").GetInt64()));
        Assert.Equal(cost, models.Sum(model => decimal.Parse(MockService.Text(model, "estimated_cost"), null)));
    }

    private static string Rows(int count, string model) =>
        string.Join('\n', Enumerable.Range(0, count).Select(i => RowAnswers.Row($"row-{i}", Chat, model)));

    private static Task<MockService> StartAsync(MockMisbehaviour misbehaviour, MockFlavour flavour) =>
        MockService.StartAsync(
            new MockServerOptions
            {
                BatchDuration = 10 * Second,
                Misbehaviour = misbehaviour,
                Flavour = flavour,
            }
        );

    private static async Task<MockModelTokens> ReadAsync(MockService mock, JsonElement batch)
    {
        var read = new RowAnswers();
        await read.ReadAsync(mock, batch);
        return read.All;
    }

    /// <summary>What the service says beside the rows; nothing while it says nothing.</summary>
    private static async Task<MockModelTokens> SaidAsync(MockService mock, string id, MockFlavour flavour)
    {
        if (flavour == MockFlavour.ControlLayer)
        {
            return Analytics(await mock.GetJsonAsync($"batches/{id}/analytics"));
        }

        var batch = await mock.BatchAsync(id);
        return batch.GetProperty("usage").ValueKind == JsonValueKind.Null
            ? new MockModelTokens(0, 0, 0, 0, 0)
            : Usage(batch);
    }

    private static MockModelTokens Usage(JsonElement batch) =>
        new(
            batch.GetProperty("request_counts").GetProperty("completed").GetInt64(),
            0,
            batch.GetProperty("usage").GetProperty("input_tokens").GetInt64(),
            batch.GetProperty("usage").GetProperty("output_tokens").GetInt64(),
            Details(batch, "output_tokens_details", "reasoning_tokens")
        );

    private static long Details(JsonElement batch, string details, string name) =>
        batch.GetProperty("usage").GetProperty(details).GetProperty(name).GetInt64();

    private static MockModelTokens Analytics(JsonElement analytics) =>
        new(
            analytics.GetProperty("total_requests").GetInt64(),
            0,
            analytics.GetProperty("total_prompt_tokens").GetInt64(),
            analytics.GetProperty("total_completion_tokens").GetInt64(),
            analytics.TryGetProperty("total_reasoning_tokens", out var reasoning) ? reasoning.GetInt64() : 0
        );
}
