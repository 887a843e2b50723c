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
            await TargetProbe.TryConnectAsync(
                server.Address,
                ProxyRules.None,
                TimeProvider.System,
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

        var problem = await TargetProbe.TryConnectAsync(
            address,
            ProxyRules.None,
            TimeProvider.System,
            CancellationToken.None
        );

        Assert.Contains($"{address.Host}:{address.Port} cannot be reached", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryConnectAsync_Cancelled_SaysNothing() =>
        Assert.Null(
            await TargetProbe.TryConnectAsync(
                RawServer.ClosedAddress(),
                ProxyRules.None,
                TimeProvider.System,
                new CancellationToken(canceled: true)
            )
        );
}
