using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class ConnectionModeTests
{
    [Theory]
    [InlineData(ConnectionMode.Shared, 1)]
    [InlineData(ConnectionMode.PerUser, 3)]
    public async Task Get_ThreeUsersOneAfterTheOther_OpenTheirConnections(ConnectionMode mode, int connections)
    {
        await using var server = RawServer.Always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{\"id\":\"f\"}");
        using var link = new Link(Connecting.Options(server.Address) with { Connections = mode });
        using var second = link.Another();
        using var third = link.Another();

        for (var round = 0; round < 2; round++)
        {
            Assert.True((await link.GetAsync()).IsSuccess);
            Assert.True((await link.GetOverAsync(second)).IsSuccess);
            Assert.True((await link.GetOverAsync(third)).IsSuccess);
        }

        Assert.Equal(connections, server.Connections);
    }

    [Fact]
    public async Task Get_AtTheLimitOfOpenFiles_WaitsOutsideTheLatency()
    {
        var clock = new FakeTimeProvider();
        using var gate = new SemaphoreSlim(1);
        using var handler = new StubHandler(_ => Answer.Json("""{"id":"f"}"""), clock);
        using var connection = new ApiConnection(
            new HttpMessageInvoker(handler),
            ownsInvoker: true,
            new BatchApiOptions { Host = Connecting.StubHost },
            clock,
            new SecretRedactor(),
            gate,
            CancellationToken.None
        );
        await gate.WaitAsync();
        using var later = clock.CreateTimer(
            _ => gate.Release(),
            null,
            TimeSpan.FromSeconds(5),
            Timeout.InfiniteTimeSpan
        );
        var response = await Advancing(Link.GetAsync(connection, Connecting.StubHost), clock);

        Assert.True(response.IsSuccess);
        Assert.Equal(TimeSpan.Zero, response.Latency);
        Assert.Equal(TimeSpan.FromSeconds(5), clock.GetElapsedTime(response.IntendedStart, response.Start));
        Assert.Equal(1, gate.CurrentCount);
    }

    private static async Task<T> Advancing<T>(Task<T> task, FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromSeconds(5));
        return await task;
    }
}
