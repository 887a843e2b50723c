using System.Net;
using System.Net.Sockets;
using System.Text;
using BatchLoadTest.Cluster;
using BatchLoadTest.Silos;
using BatchLoadTest.Silos.Greeting;

namespace BatchLoadTest.Tests.Silos;

/// <summary>What a worker finds at its master's port before it joins.</summary>
public sealed class MasterProbeTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public MasterProbeTests() => listener.Start();

    private int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task Look_Master_IsFoundWhereItSays()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        var found = await LookAsync($"batch-load-test 2 clear {elsewhere.LocalEndpoint} -\n");

        Assert.Equal(elsewhere.LocalEndpoint, found.Endpoint);
        Assert.Equal(IPAddress.Loopback, found.Local);
    }

    [Fact]
    public async Task Look_MasterWhereItSaysIsNotReached_NamesBothAddresses()
    {
        var e = await Assert.ThrowsAsync<NotThereException>(() => LookAsync("batch-load-test 2 clear 127.0.0.1:1 -\n"));

        Assert.Contains(
            $"127.0.0.1:{Port} tells its workers to reach it at 127.0.0.1:1",
            e.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Look_AnotherProtocol_NeverJoins()
    {
        var e = await Assert.ThrowsAsync<ClusterException>(() => LookAsync("batch-load-test 1 whatever\n"));

        Assert.Contains("another version", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_WantsACertificate_NeverJoinsWithout()
    {
        var e = await Assert.ThrowsAsync<ClusterException>(() => LookAsync("batch-load-test 2 tls 127.0.0.1:1 -\n"));

        Assert.Contains("takes only workers with its certificate", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_MasterWithAStore_NeverJoinsWithout()
    {
        var e = await Assert.ThrowsAsync<ClusterException>(() =>
            LookAsync("batch-load-test 2 clear 127.0.0.1:1 name\n")
        );

        Assert.Contains("keeps its members in a store", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    [InlineData("batch-load-test 2 clear nowhere -\n")]
    public async Task Look_SomethingElse_IsNoMaster(string answer)
    {
        var e = await Assert.ThrowsAsync<NotThereException>(() => LookAsync(answer));

        Assert.Contains("is no master of this program", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_NobodyListens_SaysWhatToCheck()
    {
        var port = Port;
        listener.Stop();
        var e = await Assert.ThrowsAsync<NotThereException>(() => ProbeOf(port).LookAsync(CancellationToken.None));

        Assert.Contains($"nobody answers at 127.0.0.1:{port}", e.Message, StringComparison.Ordinal);
    }

    private static MasterProbe ProbeOf(int port) =>
        new(new ClusterOptions { MasterHost = "127.0.0.1", MasterPort = port });

    private async Task<FoundMaster> LookAsync(string answer)
    {
        var look = ProbeOf(Port).LookAsync(CancellationToken.None);
        using (var client = await listener.AcceptTcpClientAsync())
        {
            var question = new byte[GreetingLine.Question.Length];
            await client.GetStream().ReadExactlyAsync(question);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        }

        return await look;
    }
}
