using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

public sealed class TargetProbeTests
{
    [Fact]
    public async Task TryConnectAsync_SomethingListens_IsFineAndSendsNothing()
    {
        var received = "";
        var ended = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            received = await connection.ReadHeadAsync();
            ended.SetResult();
        });

        Assert.Null(
            await new TargetProbe(server.Address, ProxyRules.None, TimeProvider.System).TryConnectAsync(
                CancellationToken.None
            )
        );

        await ended.Task.WaitAsync(Eventually.Patience);
        Assert.Equal("", received);
    }

    [Fact]
    public async Task TryConnectAsync_NothingListens_SaysWhatAndWhere()
    {
        var address = RawServer.ClosedAddress();

        var problem = await new TargetProbe(address, ProxyRules.None, TimeProvider.System).TryConnectAsync(
            CancellationToken.None
        );

        Assert.Contains($"{address.Host}:{address.Port} cannot be reached", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryConnectAsync_Cancelled_SaysNothing() =>
        Assert.Null(
            await new TargetProbe(RawServer.ClosedAddress(), ProxyRules.None, TimeProvider.System).TryConnectAsync(
                new CancellationToken(canceled: true)
            )
        );
}
