using System.Net;
using System.Text;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>Files that are not as they should be: refused at once, or taken so that the batch fails, or taken.</summary>
public sealed class MalformedFileTests
{
    private const string Body = ""","method":"POST","url":"/v1/chat/completions","body":{"model":"m"}}""";

    public static TheoryData<string, byte[], int> Malformed =>
        new()
        {
            { "a byte order mark", [.. Encoding.UTF8.Preamble, .. Utf8(MockService.Rows(2))], 1 },
            { "UTF-16", Encoding.Unicode.GetBytes(MockService.Rows(2)), 1 },
            { "UTF-16 with its mark", [0xff, 0xfe, .. Encoding.Unicode.GetBytes(MockService.Rows(2))], 1 },
            { "Latin-1", Encoding.Latin1.GetBytes(MockService.Rows(1) + MockService.Row("b", model: "é")), 2 },
            { "one JSON array", Utf8($"[{MockService.Row("a")},{MockService.Row("b")}]"), 1 },
            { "one JSON array on lines", Utf8($"[\n{MockService.Row("a")}\n]"), 1 },
            { "half a pair in an id", Utf8(MockService.Rows(1) + MockService.Row("\\ud800")), 2 },
            { "half a pair in a model", Utf8(MockService.Rows(1) + MockService.Row("b", model: "\\ud800")), 2 },
            { "half a pair in a url", Utf8(MockService.Rows(1) + MockService.Row("b", "\\uDC00")), 2 },
            { "half a pair in a name", Utf8(MockService.Rows(1) + """{"\ud800":1}"""), 2 },
            { "half a pair in a name of the body", Utf8(MockService.Rows(1) + WithMember("p\\ud800")), 2 },
            { "half a row", Utf8(MockService.Rows(2) + """{"custom_id":"c","method":"""), 3 },
        };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task ControlLayer_RefusesAMalformedFile_NamingTheLine(string what, byte[] file, int line)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var answer = await UploadAsync(mock, file);
        var words = await answer.Content.ReadAsStringAsync();

        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, what);
        Assert.StartsWith($"Invalid JSON on line {line}: ", words, StringComparison.Ordinal);
        Assert.DoesNotContain("isFinalBlock", words, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", words, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task OpenAI_TakesAMalformedFile_AndFailsItsBatch(string what, byte[] file, int line)
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        using var answer = await UploadAsync(mock, file);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, what);

        var id = MockService.Text(await MockService.JsonAsync(answer), "id");
        var batch = await mock.EndedAsync(await mock.CreatedAsync(id));

        Assert.Equal("failed", MockService.Text(batch, "status"));
        var error = batch.GetProperty("errors").GetProperty("data")[0];
        Assert.Equal("invalid_json_line", MockService.Text(error, "code"));
        Assert.Equal("This line is not parseable as valid JSON.", MockService.Text(error, "message"));
        Assert.Equal(line, error.GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n\n")]
    public async Task OpenAI_TakesAnEmptyFile_AndFailsItsBatch(string content)
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        var batch = await mock.EndedAsync(await mock.CreatedAsync(await mock.UploadedAsync(content)));

        Assert.Equal("failed", MockService.Text(batch, "status"));
        Assert.Equal("list", MockService.Text(batch.GetProperty("errors"), "object"));
        var error = Assert.Single(batch.GetProperty("errors").GetProperty("data").EnumerateArray());
        Assert.Equal("empty_file", MockService.Text(error, "code"));
        Assert.Null(error.GetProperty("line").GetString());
    }

    [Theory]
    [InlineData("""{"custom_id":7""" + Body, "invalid type: integer `7`, expected a string")]
    [InlineData("""{"custom_id":1.5""" + Body, "invalid type: floating point `1.5`, expected a string")]
    [InlineData("""{"custom_id":null""" + Body, "invalid type: null, expected a string")]
    [InlineData("""{"id":"a" """ + Body, "missing field `custom_id`")]
    public async Task ControlLayer_RefusesACustomIdThatIsNoText(string row, string words)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var answer = await mock.UploadAsync(MockService.Rows(2) + row);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal($"Invalid JSON on line 3: {words}", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"custom_id":"a" """ + Body + "\n\n" + """{"custom_id":"b" """ + Body + "\n", 2)]
    [InlineData("""{"custom_id":"a" """ + Body + "\r\n" + """{"custom_id":"b" """ + Body + "\r\n", 2)]
    [InlineData("""{"custom_id":"a" """ + Body, 1)]
    [InlineData("""{"custom_id":"a" """ + Body + "\n" + """{"custom_id":"a" """ + Body, 2)]
    [InlineData("""{"custom_id":"é 漢字" """ + Body, 1)]
    [InlineData("""{"custom_id":"caf\u00e9" """ + Body, 1)]
    [InlineData(
        """{"custom_id":"a","method":"POST","url":"/v1/chat/completions","body":{"model":"m","stream":true}}""",
        1
    )]
    public async Task ControlLayer_TakesWhatIsOddAndNotWrong(string file, int rows)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var batch = await mock.EndedAsync(await mock.CreatedAsync(await mock.UploadedAsync(file)));

        Assert.Equal("completed", MockService.Text(batch, "status"));
        Assert.Equal(rows, batch.GetProperty("request_counts").GetProperty("completed").GetInt32());
        Assert.Equal(rows, (await mock.LinesAsync(MockService.Text(batch, "output_file_id"))).Count);
    }

    [Fact]
    public async Task ControlLayer_RefusesAModelThatThereIsNot_NamingTheLine()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer, "m");
        using var answer = await mock.UploadAsync(
            $"\n{MockService.Row("a")}\n{MockService.Row("b", model: "other")}\n"
        );

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(
            "Line 3: Model 'other' has not been configured or is not available to user",
            await answer.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task OpenAI_TakesAModelThatThereIsNot_AndFailsTheBatch()
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI, "other");
        var batch = await mock.EndedAsync(await mock.CreatedAsync(2));

        Assert.Equal("failed", MockService.Text(batch, "status"));
        Assert.All(
            batch.GetProperty("errors").GetProperty("data").EnumerateArray(),
            error => Assert.Equal("model_not_found", MockService.Text(error, "code"))
        );
    }

    // A row whose body has one more member.
    private static string WithMember(string name) =>
        MockService.Row("b").Replace("\"messages\"", $"\"{name}\":1,\"messages\"", StringComparison.Ordinal);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static Task<HttpResponseMessage> UploadAsync(MockService mock, byte[] file) =>
        mock.Http.PostAsync($"{mock.Api}/files", MockService.Form(new ByteArrayContent(file)));

    private static Task<MockService> StartAsync(MockFlavour flavour, params IReadOnlyList<string> models) =>
        MockService.StartAsync(new MockServerOptions { Flavour = flavour, Models = models });
}
