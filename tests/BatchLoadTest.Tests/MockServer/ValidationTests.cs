using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

public sealed class ValidationTests
{
    [Fact]
    public async Task ALineThatIsNotJson_IsRefused_NamingTheLine()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var answer = await mock.UploadAsync(
            $"{MockService.Row("a")}\n{{\"custom_id\":\n{MockService.Row("b")}\n"
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("line 2", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"custom_id":"a","method":"GET","url":"/v1/chat/completions","body":{"model":"m"}}""", "GET")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/nowhere","body":{"model":"m"}}""", "/v1/nowhere")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/embeddings","body":{}}""", "model")]
    [InlineData("""{"custom_id":"a","method":"POST","url":"/v1/embeddings"}""", "body")]
    [InlineData("""{"method":"POST","url":"/v1/embeddings","body":{"model":"m"}}""", "custom_id")]
    [InlineData("""{"custom_id":"a\u0007","method":"POST","url":"/v1/embeddings","body":{"model":"m"}}""", "control")]
    [InlineData("""["not", "an", "object"]""", "object")]
    public async Task ControlLayer_RefusesABadRow(string row, string named)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var answer = await mock.UploadAsync($"{MockService.Row("good")}\n{row}\n");
        var message = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("ine 2", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, HttpStatusCode.Created)]
    [InlineData(65, HttpStatusCode.BadRequest)]
    public async Task ControlLayer_TakesACustomIdOf64Characters(int length, HttpStatusCode expected)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var answer = await mock.UploadAsync(MockService.Row(new string('x', length)));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task ControlLayer_RefusesABodyOver10MiB()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var row = MockService.Row("big").Replace("\"m\"", $"\"{new string('m', 10 << 20)}\"", StringComparison.Ordinal);
        using var answer = await mock.UploadAsync(row);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("maximum allowed size", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("duplicate_custom_id", 2)]
    [InlineData("invalid_method", 3)]
    [InlineData("missing_required_parameter", 4)]
    [InlineData("url_mismatch", 5)]
    [InlineData("invalid_url", 6)]
    [InlineData("model_mismatch", 7)]
    [InlineData("invalid_json_line", 8)]
    public async Task OpenAI_TakesBadRows_AndFailsTheBatchForThem(string code, int line)
    {
        await using var mock = await StartAsync(MockFlavour.OpenAI);
        string[] rows =
        [
            MockService.Row("a"),
            MockService.Row("a"),
            MockService.Row("b").Replace("POST", "GET", StringComparison.Ordinal),
            MockService.Row("c").Replace("model", "mode", StringComparison.Ordinal),
            MockService.Row("d", "/v1/embeddings"),
            MockService.Row("e", "/v1/nowhere"),
            MockService.Row("f", model: "another"),
            "{\"custom_id\":",
        ];
        var batch = await mock.EndedAsync(await mock.CreatedAsync(await mock.UploadedAsync(string.Join('\n', rows))));

        Assert.Equal("failed", MockService.Text(batch, "status"));
        Assert.Equal(0, batch.GetProperty("request_counts").GetProperty("total").GetInt32());
        var errors = batch.GetProperty("errors").GetProperty("data").EnumerateArray();
        var error = Assert.Single(errors, error => MockService.Text(error, "code") == code);
        Assert.Equal(line, error.GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task ControlLayer_TakesARepeatedCustomId()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var file = await mock.UploadedAsync($"{MockService.Row("a")}\n{MockService.Row("a")}\n");
        var batch = await mock.EndedAsync(await mock.CreatedAsync(file));

        Assert.Equal(
            ["a", "a"],
            MockService.Ids(await mock.LinesAsync(MockService.Text(batch, "output_file_id"))),
            StringComparer.Ordinal
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n \r\n\n")]
    public async Task AnEmptyFile_IsRefused(string content)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var answer = await mock.UploadAsync(content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("batches")]
    public async Task AnotherPurposeThanBatch_IsRefused(string? purpose)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var form = MockService.Form(new StringContent(MockService.Rows(1)), purpose);
        using var answer = await mock.Http.PostAsync($"{mock.Api}/files", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("text/plain", "anything")]
    [InlineData("multipart/form-data; boundary=x", "no boundary at all")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nba")]
    [InlineData("multipart/form-data; boundary=x", "--x--\r\n")]
    public async Task AMalformedForm_IsRefused(string contentType, string body)
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var answer = await mock.Http.PostAsync($"{mock.Api}/files", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task AFormWithItsPurposeAfterTheFile_IsTaken()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var form = MockService.Form(new StringContent(MockService.Rows(1)), purpose: null);
        form.Add(new StringContent("batch"), "purpose");
        using var answer = await mock.Http.PostAsync($"{mock.Api}/files", form);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task MoreRowsThanAllowed_AreRefusedByTheControlLayer()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { MaxFileRequests = 2 });
        using var fitting = await mock.UploadAsync(MockService.Rows(2));
        using var answer = await mock.UploadAsync(MockService.Rows(3));

        Assert.Equal(HttpStatusCode.Created, fitting.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task AFileOverTheLimit_IsRefused()
    {
        await using var mock = await MockService.StartAsync(new MockServerOptions { MaxFileBytes = 200 });
        using var answer = await mock.UploadAsync(MockService.Rows(3));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task AnAnnouncedLengthOverTheLimit_IsRefusedBeforeTheBodyComes()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var socket = new TcpClient();
        await socket.ConnectAsync(mock.Host.BaseAddress.Host, mock.Host.BaseAddress.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /ai/v1/files HTTP/1.1\r\nHost: mock\r\nAuthorization: Bearer {MockService.Key}\r\n"
                    + $"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {200L << 20}\r\n\r\n--x\r\n"
            )
        );
        var answer = new byte[12];
        await stream.ReadExactlyAsync(answer);

        Assert.Equal("HTTP/1.1 413", Encoding.ASCII.GetString(answer));
    }

    [Theory]
    [InlineData(MockFlavour.ControlLayer, "endpoint", "/v1/nowhere", HttpStatusCode.BadRequest)]
    [InlineData(MockFlavour.ControlLayer, "completion_window", "soon", HttpStatusCode.InternalServerError)]
    [InlineData(MockFlavour.ControlLayer, "completion_window", "0s", HttpStatusCode.BadRequest)]
    [InlineData(MockFlavour.ControlLayer, "input_file_id", "not-a-uuid", HttpStatusCode.BadRequest)]
    [InlineData(
        MockFlavour.ControlLayer,
        "input_file_id",
        "00000000-0000-4000-8000-000000000000",
        HttpStatusCode.NotFound
    )]
    [InlineData(MockFlavour.ControlLayer, "input_file_id", null, HttpStatusCode.UnprocessableEntity)]
    [InlineData(MockFlavour.ControlLayer, "metadata", "text", HttpStatusCode.UnprocessableEntity)]
    [InlineData(MockFlavour.OpenAI, "endpoint", "/v1/nowhere", HttpStatusCode.BadRequest)]
    [InlineData(MockFlavour.OpenAI, "completion_window", "1h", HttpStatusCode.BadRequest)]
    [InlineData(MockFlavour.OpenAI, "input_file_id", "file-unknown", HttpStatusCode.NotFound)]
    [InlineData(MockFlavour.OpenAI, "input_file_id", null, HttpStatusCode.BadRequest)]
    public async Task ABadCreate_IsRefused(MockFlavour flavour, string member, string? value, HttpStatusCode expected)
    {
        await using var mock = await StartAsync(flavour);
        var body = new JsonObject
        {
            ["input_file_id"] = await mock.UploadedAsync(MockService.Rows(1)),
            ["endpoint"] = "/v1/chat/completions",
            ["completion_window"] = "24h",
            [member] = value,
        };
        using var answer = await mock.PostAsync("batches", body);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task ABodyThatIsNotJson_IsRefused()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        using var content = new StringContent("{", Encoding.UTF8, "application/json");
        using var answer = await mock.Http.PostAsync($"{mock.Api}/batches", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task ABatchOfAnOutputFile_IsRefused()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var batch = await mock.BatchAsync(await mock.CreatedAsync(1));
        using var answer = await mock.CreateAsync(MockService.Text(batch, "output_file_id"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Metadata_ComesBack_WithTheControlLayersOwn()
    {
        await using var mock = await StartAsync(MockFlavour.ControlLayer);
        var body = new JsonObject
        {
            ["input_file_id"] = await mock.UploadedAsync(MockService.Rows(1)),
            ["endpoint"] = "/v1/chat/completions",
            ["completion_window"] = "24h",
            ["metadata"] = new JsonObject { ["test_run"] = "abc" },
        };
        using var answer = await mock.PostAsync("batches", body);
        var metadata = (await MockService.JsonAsync(answer)).GetProperty("metadata");

        Assert.Equal("abc", MockService.Text(metadata, "test_run"));
        Assert.Equal("api", MockService.Text(metadata, "request_source"));
    }

    private static Task<MockService> StartAsync(MockFlavour flavour) =>
        MockService.StartAsync(new MockServerOptions { Flavour = flavour });
}
