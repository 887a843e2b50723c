using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What each service says of a new batch that it does not take.</summary>
public sealed class CreateRefusalTests
{
    private const string Words = "Failed to deserialize the JSON body into the target type: ";

    private const string Expiry = "output_expires_after";

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

    [Theory]
    [InlineData("{", "EOF while parsing a value at line 1 column 1")]
    [InlineData("", "EOF while parsing a value at line 1 column 0")]
    [InlineData("{\"a\":x}", "expected value at line 1 column 6")]
    [InlineData("{\n\"a\":x}", "expected value at line 2 column 5")]
    [InlineData("""{"a":"\udc00"}""", "lone leading surrogate in hex escape at line 1 column 12")]
    public async Task ControlLayer_SaysWhereABodyIsNoJson(string body, string words)
    {
        await using var mock = await MockService.StartAsync();
        using var answer = await PostAsync(mock, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal($"Failed to parse the request body as JSON: {words}", await answer.Content.ReadAsStringAsync());
    }

    public static TheoryData<MockFlavour, string> NoUnicode
    {
        get
        {
            var cases = new TheoryData<MockFlavour, string>();
            foreach (var flavour in Enum.GetValues<MockFlavour>())
            {
                cases.Add(flavour, """{"input_file_id":"\ud800"}""");
                cases.Add(flavour, """{"input_file_id":"\uD83D\u0041"}""");
                cases.Add(flavour, """{"input_file_id":"\\\udc00"}""");
                cases.Add(flavour, """{"input_file_id":"é"}""");
                cases.Add(flavour, """{"\ud800":1}""");
                cases.Add(flavour, Full(""" "\ud800":"a" """));
                cases.Add(flavour, Full(""" "a":"\ud800" """));
                cases.Add(flavour, Full(""" "a":"é" """));
            }

            return cases;

            static string Full(string metadata) =>
                $$$"""{"input_file_id":"a","endpoint":"b","completion_window":"24h","metadata":{{{{metadata}}}}}""";
        }
    }

    [Theory]
    [MemberData(nameof(NoUnicode))]
    public async Task ABodyThatIsNoUnicode_IsRefused_InEachServicesWay(MockFlavour flavour, string body)
    {
        await using var mock = await MockService.StartAsync(new() { Flavour = flavour });
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(mock, flavour)) { Content = content };
        request.Headers.Add("api-key", MockService.Key);
        using var answer = await mock.Http.SendAsync(request);
        var words = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, words);
        if (flavour == MockFlavour.ControlLayer)
        {
            Assert.StartsWith("Failed to parse the request body as JSON: ", words, StringComparison.Ordinal);
            return;
        }

        var error = MockService.Parse(words).GetProperty("error");
        Assert.Equal("invalid_request_error", MockService.Text(error, "type"));
        Assert.StartsWith(
            "We could not parse the JSON body",
            MockService.Text(error, "message"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task BothHalvesOfAPair_AndWhatOnlyLooksLikeOne_AreTaken()
    {
        await using var mock = await MockService.StartAsync();
        var body = (await BodyAsync(mock))[..^1] + ""","metadata":{"a":"\ud83d\ude00 \\ud800"}}""";
        using var answer = await PostAsync(mock, body);
        var metadata = (await MockService.JsonAsync(answer)).GetProperty("metadata");

        Assert.Equal("\U0001F600 \\ud800", MockService.Text(metadata, "a"));
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
            { Expiry, "3600", Expiry, "invalid_type" },
            { Expiry, """{"seconds":3600}""", $"{Expiry}.anchor", "missing_required_parameter" },
            { Expiry, """{"anchor":"created_at"}""", $"{Expiry}.seconds", "missing_required_parameter" },
            { Expiry, """{"anchor":1,"seconds":3600}""", $"{Expiry}.anchor", "invalid_type" },
            { Expiry, """{"anchor":"now","seconds":3600}""", $"{Expiry}.anchor", "invalid_value" },
            { Expiry, ExpiryOf("\"3600\""), $"{Expiry}.seconds", "invalid_type" },
            { Expiry, ExpiryOf("3599"), $"{Expiry}.seconds", "integer_below_min_value" },
            { Expiry, ExpiryOf("2592001"), $"{Expiry}.seconds", "integer_above_max_value" },
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

    [Theory]
    [InlineData("3600")]
    [InlineData("2592000")]
    [InlineData(null)]
    public async Task OpenAI_TakesAnExpiryOfTheResults(string? seconds)
    {
        await using var mock = await MockService.StartAsync(new() { Flavour = MockFlavour.OpenAI });
        var body = JsonNode.Parse(await BodyAsync(mock))!;
        body[Expiry] = seconds is null ? null : JsonNode.Parse(ExpiryOf(seconds));
        using var answer = await PostAsync(mock, body.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
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

    private static string ExpiryOf(string seconds) => $$"""{"anchor":"created_at","seconds":{{seconds}}}""";

    private static string AddressOf(MockService mock, MockFlavour flavour) =>
        flavour == MockFlavour.Azure ? "/openai/batches?api-version=2024-10-21" : $"{mock.Api}/batches";

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
