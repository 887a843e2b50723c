using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class RowAnswerTests
{
    private const string Chat = "/v1/chat/completions";

    [Theory]
    [InlineData(Chat, "chat.completion", "prompt_tokens completion_tokens total_tokens")]
    [InlineData("/v1/completions", "text_completion", "prompt_tokens completion_tokens total_tokens")]
    [InlineData("/v1/embeddings", "list", "prompt_tokens total_tokens")]
    [InlineData(
        "/v1/responses",
        "response",
        "input_tokens input_tokens_details output_tokens output_tokens_details total_tokens"
    )]
    [InlineData("/v1/messages", "message", "input_tokens output_tokens")]
    public async Task ARow_IsAnsweredAsItsUrlIs(string url, string name, string usage)
    {
        await using var mock = await MockService.StartAsync();

        var body = Assert.Single(await BodiesAsync(mock, RowAnswers.Row("a", url, "m")));

        Assert.Equal(name, MockService.Text(body, url == "/v1/messages" ? "type" : "object"));
        Assert.Equal("m", MockService.Text(body, "model"));
        Assert.Equal(
            usage,
            string.Join(' ', body.GetProperty("usage").EnumerateObject().Select(member => member.Name))
        );
    }

    [Fact]
    public async Task EachRow_IsAnsweredByItsOwnModel()
    {
        await using var mock = await MockService.StartAsync();
        const string odd = """quoted \"ü\" \\ $id""";
        string[] models = ["small", "large", odd, "small"];

        var file = string.Join('\n', models.Select((model, i) => RowAnswers.Row($"{i}", Chat, model)));
        var lines = await OutputAsync(mock, file);

        Assert.Equal(
            models.Select(model => MockService.Parse($"\"{model}\"").GetString()),
            lines
                .OrderBy(line => MockService.Text(line, "custom_id"), StringComparer.Ordinal)
                .Select(line => MockService.Text(Body(line), "model"))
        );
    }

    [Fact]
    public async Task PromptTokens_AreAQuarterOfTheBodysBytes()
    {
        await using var mock = await MockService.StartAsync();
        var prompt = new string('x', 4000);
        var row = RowAnswers.Row("a", Chat, "m", $$""","messages":[{"role":"user","content":"{{prompt}}"}]""");
        var body = MockService.Parse(row).GetProperty("body").GetRawText();

        // What stands around the body is no part of it.
        var longer = row.Replace(
            "{\"custom_id\"",
            "{  \"note\":\"not sent to the model\", \"custom_id\"",
            StringComparison.Ordinal
        );
        var bodies = await BodiesAsync(mock, row + "\n" + longer);

        Assert.All(bodies, answer => Assert.Equal(body.Length / 4, Prompt(answer)));
    }

    [Theory]
    [InlineData("", 64)]
    [InlineData(""","max_tokens":5""", 5)]
    [InlineData(""","max_completion_tokens":7""", 7)]
    [InlineData(""","max_output_tokens":1""", 1)]
    public async Task CompletionTokens_AreDrawn_UpToTheMostThatTheRowWants(string more, int most)
    {
        await using var mock = await MockService.StartAsync();
        var rows = Enumerable.Range(0, 400).Select(i => RowAnswers.Row($"{i}", Chat, "m", more));

        var tokens = (await BodiesAsync(mock, string.Join('\n', rows))).ConvertAll(Completion);

        Assert.Equal(1, tokens.Min());
        Assert.Equal(most, tokens.Max());
        Assert.InRange(tokens.Average(), 0.85 * (1 + most) / 2, 1.15 * (1 + most) / 2);
    }

    [Fact]
    public async Task ModelsThatReason_SayHowMuch_OfAPartOfTheirRows()
    {
        await using var mock = await MockService.StartAsync();
        var rows = Enumerable
            .Range(0, 100)
            .Select(i => RowAnswers.Row($"{i}", Chat, i % 2 == 0 ? "Reasoner-2" : "plain"));

        var bodies = await BodiesAsync(mock, string.Join('\n', rows));

        var reasoners = bodies.FindAll(body => MockService.Text(body, "model") == "Reasoner-2");
        Assert.All(reasoners, body => Assert.InRange(Reasoning(body), 0, Completion(body)));
        Assert.InRange(reasoners.Count(body => Reasoning(body) > 0), 10, 40);
        Assert.All(
            bodies.Except(reasoners),
            body => Assert.False(body.GetProperty("usage").TryGetProperty("completion_tokens_details", out _))
        );
    }

    [Theory]
    [InlineData(Chat)]
    [InlineData("/v1/completions")]
    public async Task AStreamedRow_HasItsChunksAsAString_WithTheUsageInTheLast(string url)
    {
        await using var mock = await MockService.StartAsync();

        var body = Assert.Single(await BodiesAsync(mock, RowAnswers.Row("a", url, "m", ""","stream":true""")));

        Assert.EndsWith("}\n\ndata: [DONE]\n\n", body.GetString(), StringComparison.Ordinal);
        var chunks = RowAnswers.Chunks(body);
        Assert.All(chunks, chunk => Assert.Equal("m", MockService.Text(chunk, "model")));
        Assert.All(chunks[..^1], chunk => Assert.Single(chunk.GetProperty("choices").EnumerateArray()));
        Assert.All(chunks[..^1], chunk => Assert.Null(RowAnswers.Usage(chunk)));
        Assert.Empty(chunks[^1].GetProperty("choices").EnumerateArray());
        Assert.True(Completion(chunks[^1]) > 0);
    }

    [Fact]
    public async Task StreamedResponsesAndMessages_AreTheirOwnEvents()
    {
        await using var mock = await MockService.StartAsync();
        var rows =
            RowAnswers.Row("a", "/v1/responses", "m", ""","stream":true""")
            + "\n"
            + RowAnswers.Row("b", "/v1/messages", "m", ""","stream":true""");

        var lines = await OutputAsync(mock, rows);

        var events = lines.ToDictionary(
            line => MockService.Text(line, "custom_id"),
            line => RowAnswers.Chunks(Body(line)),
            StringComparer.Ordinal
        );
        Assert.Equal("response.completed", MockService.Text(events["a"][^1], "type"));
        Assert.True(
            events["a"][^1].GetProperty("response").GetProperty("usage").GetProperty("output_tokens").GetInt32() > 0
        );
        Assert.Equal("message_stop", MockService.Text(events["b"][^1], "type"));
        Assert.True(events["b"][^2].GetProperty("usage").GetProperty("output_tokens").GetInt32() > 0);
        Assert.Equal(
            1,
            events["b"][0].GetProperty("message").GetProperty("usage").GetProperty("output_tokens").GetInt32()
        );
    }

    [Theory]
    [InlineData("\"a\"", 1)]
    [InlineData("[\"a\"]", 1)]
    [InlineData("""["a","b","c"]""", 3)]
    [InlineData("[1,2,3]", 1)]
    [InlineData("[[1,2],[3]]", 2)]
    public async Task EachInputOfEmbeddings_HasAVector(string input, int vectors)
    {
        await using var mock = await MockService.StartAsync();

        var body = Assert.Single(await BodiesAsync(mock, Embeddings("a", $",\"input\":{input}")));

        var data = body.GetProperty("data").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(0, vectors), data.Select(item => item.GetProperty("index").GetInt32()));
        Assert.All(data, item => Assert.Equal("embedding", MockService.Text(item, "object")));
        Assert.All(data, item => Assert.Equal(8, item.GetProperty("embedding").GetArrayLength()));
        Assert.Equal(Prompt(body), body.GetProperty("usage").GetProperty("total_tokens").GetInt32());
    }

    [Theory]
    [InlineData("", 8)]
    [InlineData(",\"dimensions\":1", 1)]
    [InlineData(",\"dimensions\":2", 2)]
    [InlineData(",\"dimensions\":3", 3)]
    [InlineData(",\"dimensions\":1536", 1536)]
    [InlineData(",\"dimensions\":4096", 4096)]
    [InlineData(",\"dimensions\":1000000", 4096)]
    public async Task AVector_HasItsDimensions_AsNumbersOrAsBase64(string dimensions, int length)
    {
        await using var mock = await MockService.StartAsync();
        var rows =
            Embeddings("a", dimensions)
            + "\n"
            + Embeddings("b", dimensions + ",\"encoding_format\":\"base64\"")
            + "\n"
            + Embeddings("c", dimensions + ",\"encoding_format\":\"float\"");

        var vectors = (await OutputAsync(mock, rows)).ToDictionary(
            line => MockService.Text(line, "custom_id"),
            line => Body(line).GetProperty("data")[0].GetProperty("embedding"),
            StringComparer.Ordinal
        );

        float[] numbers = [.. vectors["a"].EnumerateArray().Select(number => number.GetSingle())];
        var bytes = vectors["b"].GetBytesFromBase64();
        Assert.Equal(length, numbers.Length);
        Assert.Equal(length * sizeof(float), bytes.Length);
        Assert.Equal(
            numbers,
            Enumerable.Range(0, length).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i)))
        );
        Assert.Equal(length, vectors["c"].GetArrayLength());
    }

    [Fact]
    public async Task AResultFilesSize_CountsEachVector()
    {
        await using var mock = await MockService.StartAsync();
        var rows = Enumerable
            .Range(0, 60)
            .Select(i =>
                Embeddings(
                    $"{i}",
                    $",\"input\":[{string.Join(',', Enumerable.Repeat("\"a\"", i % 13))}]"
                        + $",\"dimensions\":{1 + (i % 29)}"
                        + (i % 2 == 0 ? "" : ",\"encoding_format\":\"base64\"")
                )
            );
        var batch = await CreatedAsync(mock, string.Join('\n', rows));
        var id = MockService.Text(batch, "output_file_id");
        var content = await mock.Http.GetByteArrayAsync($"{mock.Api}/files/{id}/content");

        Assert.Equal(content.Length, (await mock.GetJsonAsync($"files/{id}")).GetProperty("bytes").GetInt64());
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task AResultFilesSize_IsThatOfItsContent_WhateverItsRowsAre(MockFlavour flavour)
    {
        await using var mock = await MockService.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                RowFailRate = 0.2,
                OutputErrorRate = 0.1,
            }
        );
        string[] urls = [Chat, "/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/messages"];
        foreach (var url in urls)
        {
            var rows = Enumerable
                .Range(0, 120)
                .Select(i =>
                    RowAnswers.Row(
                        $"row-{i}",
                        url,
                        // OpenAI takes one model a file.
                        i % 2
                            == 0
                        || flavour == MockFlavour.OpenAI
                            ? "reason-ä"
                            : "m",
                        (i % 3 == 0 ? ""","stream":true""" : "")
                            + $",\"max_tokens\":{1 + (i * i)},\"x\":\"{new string('x', i * 5)}\""
                    )
                );
            var batch = await CreatedAsync(mock, string.Join('\n', rows), url);
            foreach (var file in new[] { "output_file_id", "error_file_id" })
            {
                var id = MockService.Text(batch, file);
                var content = await mock.Http.GetByteArrayAsync($"{mock.Api}/files/{id}/content");
                Assert.Equal(content.Length, (await mock.GetJsonAsync($"files/{id}")).GetProperty("bytes").GetInt64());
            }
        }
    }

    [Fact]
    public async Task TheSameSeed_AnswersTheSame()
    {
        Assert.Equal(await TokensAsync(seed: 1), await TokensAsync(seed: 1));
        Assert.NotEqual(await TokensAsync(seed: 1), await TokensAsync(seed: 2));
    }

    private static async Task<List<int>> TokensAsync(int seed)
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { Seed = seed });
        return (await BodiesAsync(mock, MockService.Rows(50))).ConvertAll(Completion);
    }

    private static async Task<JsonElement> CreatedAsync(MockService mock, string file, string url = Chat)
    {
        using var upload = await mock.Http.PostAsync(
            $"{mock.Api}/files",
            MockService.Form(new StringContent(file, Encoding.UTF8))
        );
        using var created = await mock.CreateAsync(MockService.Text(await MockService.JsonAsync(upload), "id"), url);
        return await mock.EndedAsync(MockService.Text(await MockService.JsonAsync(created), "id"));
    }

    private static async Task<List<JsonElement>> OutputAsync(MockService mock, string file) =>
        await mock.LinesAsync(MockService.Text(await CreatedAsync(mock, file), "output_file_id"));

    private static async Task<List<JsonElement>> BodiesAsync(MockService mock, string file) =>
        (await OutputAsync(mock, file)).ConvertAll(Body);

    private static string Embeddings(string customId, string more) =>
        RowAnswers.Row(customId, "/v1/embeddings", "m", more);

    private static JsonElement Body(JsonElement line) => line.GetProperty("response").GetProperty("body");

    private static int Prompt(JsonElement body) => body.GetProperty("usage").GetProperty("prompt_tokens").GetInt32();

    private static int Completion(JsonElement body) =>
        body.GetProperty("usage").GetProperty("completion_tokens").GetInt32();

    private static int Reasoning(JsonElement body) =>
        body.GetProperty("usage").GetProperty("completion_tokens_details").GetProperty("reasoning_tokens").GetInt32();
}
