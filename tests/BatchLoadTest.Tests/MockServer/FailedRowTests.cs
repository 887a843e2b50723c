using System.Text.Json;
using BatchLoadTest.MockServer.Options;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>What the error file says of a row that failed, and of one that had no turn.</summary>
public sealed class FailedRowTests
{
    [Fact]
    public async Task ControlLayer_HandsOnWhatTheModelsServerSaid_AsJsonInAString()
    {
        var line = (await ErrorsAsync(new() { RowFailRate = 1 }))[0];

        Assert.Equal(JsonValueKind.Null, line.GetProperty("response").ValueKind);
        Assert.Null(line.GetProperty("error").GetProperty("code").GetString());
        var message = MockService.Parse(MockService.Text(line.GetProperty("error"), "message"));
        Assert.Equal("RetriableHttpStatus", MockService.Text(message, "type"));
        Assert.Equal(500, message.GetProperty("details").GetProperty("status").GetInt32());
        var body = MockService.Parse(MockService.Text(message.GetProperty("details"), "body")).GetProperty("error");
        Assert.Equal("The server had an error while processing this request.", MockService.Text(body, "message"));
    }

    [Theory]
    [InlineData(MockCredit.Enough, 400, "invalid_request_error")]
    [InlineData(MockCredit.Zero, 429, "insufficient_quota")]
    public async Task OpenAI_HasTheAnswerOfAFailedRow_AndNoError(MockCredit credit, int status, string type)
    {
        var lines = await ErrorsAsync(
            new()
            {
                Flavour = MockFlavour.OpenAI,
                RowFailRate = 1,
                Credit = credit,
            }
        );

        Assert.All(
            lines,
            line =>
            {
                Assert.Equal(JsonValueKind.Null, line.GetProperty("error").ValueKind);
                var response = line.GetProperty("response");
                Assert.Equal(status, response.GetProperty("status_code").GetInt32());
                Assert.StartsWith("req_", MockService.Text(response, "request_id"), StringComparison.Ordinal);
                Assert.Equal(type, MockService.Text(response.GetProperty("body").GetProperty("error"), "type"));
            }
        );
    }

    [Fact]
    public async Task OpenAI_HasNoAnswerOfARowThatHadNoTurn()
    {
        var lines = await ErrorsAsync(new() { Flavour = MockFlavour.OpenAI, ExpireRate = 1 });

        Assert.All(lines, line => Assert.Equal(JsonValueKind.Null, line.GetProperty("response").ValueKind));
        Assert.All(lines, line => Assert.Equal("batch_expired", MockService.Text(line.GetProperty("error"), "code")));
    }

    private static async Task<List<JsonElement>> ErrorsAsync(MockServerOptions options)
    {
        await using var mock = await MockService.StartAsync(options);
        var batch = await mock.EndedAsync(await mock.CreatedAsync(4));
        var lines = await mock.LinesAsync(MockService.Text(batch, "error_file_id"));
        Assert.NotEmpty(lines);
        return lines;
    }
}
