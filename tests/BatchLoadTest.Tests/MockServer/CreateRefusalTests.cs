using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What each service says of a new batch that it does not take.</summary>
public sealed class CreateRefusalTests
{
    private const string Words = "Failed to deserialize the JSON body into the target type: ";

    private const string OfTarget = "expected struct CreateBatchRequest at line 1 column ";

    [Theory]
    [InlineData("{}", $"{Words}missing field `input_file_id` at line 1 column 2")]
    [InlineData(
        """{"input_file_id":5,"a":1}""",
        $"{Words}input_file_id: invalid type: integer `5`, expected a string at line 1 column 18"
    )]
    [InlineData("[]", $"{Words}invalid type: sequence, {OfTarget}2")]
    [InlineData("\"x\"", $"{Words}invalid type: string \"x\", {OfTarget}3")]
    public async Task ControlLayer_SaysWhatItsJsonReaderSays(string body, string words)
    {
        await using var mock = await MockService.StartAsync();
        using var answer = await PostAsync(mock, body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(words, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ControlLayer_WantsAContentTypeOfJson()
    {
        await using var mock = await MockService.StartAsync();
        using var answer = await PostAsync(mock, await BodyAsync(mock), "text/plain");
        using var fine = await PostAsync(mock, await BodyAsync(mock), "application/problem+json");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal(
            "Expected request with `Content-Type: application/json`",
            await answer.Content.ReadAsStringAsync()
        );
        Assert.Equal(HttpStatusCode.Created, fine.StatusCode);
    }

    [Theory]
    [InlineData("soon", HttpStatusCode.InternalServerError, "Internal server error")]
    [InlineData(
        "background",
        HttpStatusCode.Forbidden,
        "Insufficient permissions to Create background inference; assign the BackgroundInferenceUser role to submit this completion_window"
    )]
    public async Task ControlLayer_AnswersOddWindowsOddly(string window, HttpStatusCode status, string words)
    {
        await using var mock = await MockService.StartAsync();
        using var answer = await PostAsync(mock, await BodyAsync(mock, window));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(words, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task ControlLayer_SaysWhichWindowsThereAre()
    {
        await using var mock = await MockService.StartAsync(new() { Windows = ["24h", "1h"] });
        using var answer = await PostAsync(mock, await BodyAsync(mock, "soon"));
        using var fine = await PostAsync(mock, await BodyAsync(mock, "1h"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(
            "Unsupported completion_window. Allowed values: 24h, 1h",
            await answer.Content.ReadAsStringAsync()
        );
        Assert.Equal(HttpStatusCode.Created, fine.StatusCode);
    }

    [Fact]
    public async Task ControlLayer_TakesUnknownMembers_AnotherEndpointThanTheRowsAndMuchMetadata()
    {
        await using var mock = await MockService.StartAsync();
        var body = JsonNode.Parse(await BodyAsync(mock))!;
        body["extra"] = true;
        body["endpoint"] = "/v1/embeddings";
        body["metadata"] = new JsonObject { [new string('n', 65)] = new string('v', 513) };
        using var answer = await PostAsync(mock, body.ToJsonString());
        var id = MockService.Text(await MockService.JsonAsync(answer), "id");

        Assert.Equal("completed", MockService.Text(await mock.EndedAsync(id), "status"));
    }

    public static TheoryData<string, string, string, string> OfOpenAI =>
        new()
        {
            { "extra", "1", "extra", "unknown_parameter" },
            { "completion_window", "\"1h\"", "completion_window", "invalid_value" },
            { "endpoint", "\"/v1/nowhere\"", "endpoint", "invalid_value" },
            { "input_file_id", "5", "input_file_id", "invalid_type" },
            { "metadata", "[]", "metadata", "invalid_type" },
            { "metadata", """{"a":1}""", "metadata.a", "invalid_type" },
            { "metadata", Metadata(17, 1, 1), "metadata", "object_above_max_properties" },
            { "metadata", Metadata(1, 65, 1), "metadata", "property_name_above_max_length" },
            { "metadata", Metadata(1, 1, 513), "metadata.0", "string_above_max_length" },
        };

    [Theory]
    [MemberData(nameof(OfOpenAI))]
    public async Task OpenAI_NamesWhatIsWrong(string member, string value, string param, string code)
    {
        await using var mock = await MockService.StartAsync(new() { Flavour = MockFlavour.OpenAI });
        var body = JsonNode.Parse(await BodyAsync(mock))!;
        body[member] = JsonNode.Parse(value);
        using var answer = await PostAsync(mock, body.ToJsonString());
        var error = (await MockService.JsonAsync(answer)).GetProperty("error");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid_request_error", MockService.Text(error, "type"));
        Assert.Equal(param, MockService.Text(error, "param"));
        Assert.Equal(code, MockService.Text(error, "code"));
    }

    [Fact]
    public async Task OpenAI_TakesAsMuchMetadataAsItSays()
    {
        await using var mock = await MockService.StartAsync(new() { Flavour = MockFlavour.OpenAI });
        var body = JsonNode.Parse(await BodyAsync(mock))!;
        body["metadata"] = JsonNode.Parse(Metadata(16, 64, 512));
        using var answer = await PostAsync(mock, body.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(16, (await MockService.JsonAsync(answer)).GetProperty("metadata").EnumerateObject().Count());
    }

    private static string Metadata(int pairs, int name, int value) =>
        JsonSerializer.Serialize(
            Enumerable
                .Range(0, pairs)
                .ToDictionary(
                    i => name == 1 ? $"{i}" : $"{i}".PadLeft(name, 'n'),
                    _ => new string('v', value),
                    StringComparer.Ordinal
                )
        );

    private static async Task<string> BodyAsync(MockService mock, string window = "24h") =>
        new JsonObject
        {
            ["input_file_id"] = await mock.UploadedAsync(MockService.Rows(1)),
            ["endpoint"] = "/v1/chat/completions",
            ["completion_window"] = window,
        }.ToJsonString();

    private static Task<HttpResponseMessage> PostAsync(
        MockService mock,
        string body,
        string contentType = "application/json"
    ) => mock.Http.PostAsync($"{mock.Api}/batches", new StringContent(body, Encoding.UTF8, contentType));
}
