using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Server;

namespace BatchLoadTest.Tests.MockServer;

/// <summary>Downloads that come later on a connection that was used before.</summary>
public sealed class NagleTests
{
    private const string Key = "sk-test";

    // 40 ms, less what timers end early by: their clock goes in steps of some milliseconds.
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(32);

    [Theory]
    [InlineData(MockFlavour.ControlLayer)]
    [InlineData(MockFlavour.OpenAI)]
    public async Task TheLastPart_ComesLater_OnAConnectionThatWasUsedBefore(MockFlavour flavour)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(flavour, nagle: true);
        using var first = NewClient(host);
        using var upload = await first.PostAsync(
            "/v1/files",
            MockService.Form(new StringContent(MockService.Rows(2000))),
            cancellation
        );
        var id = MockService.Text(await MockService.JsonAsync(upload), "id");

        // Each time, so that a busy machine changes nothing.
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await TimedAsync(first, id) >= Later);
        }

        // And not on one of its own: the fastest of some, for a machine may be busy.
        var fresh = TimeSpan.MaxValue;
        for (var i = 0; i < 10 && fresh >= Later; i++)
        {
            using var client = NewClient(host);
            var taken = await TimedAsync(client, id);
            fresh = taken < fresh ? taken : fresh;
        }

        Assert.InRange(fresh, TimeSpan.Zero, Later);
    }

    private static Task<MockServerHost> StartAsync(MockFlavour flavour, bool nagle) =>
        MockServerHost.StartAsync(
            new MockServerOptions
            {
                Flavour = flavour,
                ApiKeys = [Key],
                Nagle = nagle,
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );

    private static HttpClient NewClient(MockServerHost host)
    {
        // One connection: else a second may be opened before the first is back from the request before.
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
        {
            BaseAddress = host.BaseAddress,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    private static async Task<TimeSpan> TimedAsync(HttpClient client, string id)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync($"/v1/files/{id}/content", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Stopwatch.GetElapsedTime(started);
    }
}
