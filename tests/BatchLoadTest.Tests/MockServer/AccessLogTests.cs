using System.Net.Http;
using System.Text.Json;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>The mock's own log has each request with the ids that it was sent with and answered.</summary>
public sealed class AccessLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Requests_AreLines_WithIdsSentAndAnswered()
    {
        var path = folder.File("access.log");
        string answered;
        await using (var host = await StartAsync(path))
        {
            using var client = new HttpClient();
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.BaseAddress, "/v1/files/none?a=1"));
            request.Headers.Add("X-Request-Id", "mine");
            request.Headers.Add("traceparent", "00-1-2-00");
            using var response = await client.SendAsync(request);
            answered = Assert.Single(response.Headers.GetValues("x-request-id"));
        }

        var line = JsonElement.Parse(Assert.Single(await File.ReadAllLinesAsync(path)));
        Assert.Equal(
            ("GET", "/v1/files/none?a=1", "mine", answered, "00-1-2-00"),
            (Text("method"), Text("path"), Text("sent_request_id"), Text("request_id"), Text("traceparent"))
        );
        Assert.True(line.GetProperty("status").GetInt32() is 401 or 404);
        Assert.True(line.GetProperty("ms").GetDouble() >= 0);

        string? Text(string name) => line.GetProperty(name).GetString();
    }

    [Fact]
    public async Task FileThatCannotBeMade_IsSaid() =>
        await Assert.ThrowsAnyAsync<IOException>(() => StartAsync(folder.File("no/such/folder/access.log")));

    private static Task<MockServerHost> StartAsync(string log) =>
        MockServerHost.StartAsync(
            new MockServerOptions
            {
                Urls = ["http://127.0.0.1:0"],
                Flavour = MockFlavour.OpenAI,
                AccessLog = log,
            },
            TimeProvider.System,
            CancellationToken.None
        );
}
