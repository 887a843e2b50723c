using System.Net;
using System.Net.Sockets;
using System.Text;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.BatchApi;

/// <summary>
/// The HTTP stack reads ahead on a connection that it takes out of its pool, and not on one that it hands from a request
/// straight to the next, which waited for it.
/// </summary>
public sealed class HandedOverConnectionTests : IDisposable
{
    private const string Head = "POST /v1/files HTTP/1.1\r\nContent-Length: 300000\r\n\r\n";
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly byte[] buffer = new byte[4096];

    public HandedOverConnectionTests() => listener.Start();

    [Fact]
    public async Task Write_OfALargeUpload_IsNotTakenForAnsweredByTheAnswerBefore()
    {
        using var client = await ConnectAsync();
        using var server = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var stream = new EarlyAnswerStream(client);
        await AnswerAheadAsync(stream, server);

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head), TestContext.Current.CancellationToken);
        for (var piece = 0; piece < 3; piece++)
        {
            await stream.WriteAsync(new byte[100_000], TestContext.Current.CancellationToken);
        }

        Assert.Equal(Head.Length + 300_000, await ReceiveAsync(server, Head.Length + 300_000).ResultAsync());
    }

    [Fact]
    public async Task Read_WhereTheNextRequestIsDropped_IsNoPlainEnd()
    {
        using var client = await ConnectAsync();
        using var server = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var network = new NetworkStream(client);
        await using var stream = new WatchedStream(network, new Http1Watch(encrypted: false, TimeProvider.System));
        await AnswerAheadAsync(stream, server);

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Head), TestContext.Current.CancellationToken);
        server.Shutdown(SocketShutdown.Send);

        var closed = await Assert.ThrowsAsync<ConnectionClosedException>(() =>
            stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask()
        );
        Assert.False(closed.AfterIdle);
    }

    [Fact]
    public async Task Write_OnAConnectionThatHasEnded_SendsNothing()
    {
        using var client = await ConnectAsync();
        using var server = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await using var network = new NetworkStream(client);
        await using var stream = new WatchedStream(network, new Http1Watch(encrypted: false, TimeProvider.System));
        var ahead = stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
        server.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await ahead.ResultAsync());

        await Assert.ThrowsAsync<ConnectionUsedUpException>(() =>
            stream.WriteAsync(Encoding.ASCII.GetBytes(Head), TestContext.Current.CancellationToken).AsTask()
        );

        Assert.Equal(0, server.Available);
    }

    public void Dispose() => listener.Dispose();

    private static async Task<int> ReceiveAsync(Socket server, int length)
    {
        var received = 0;
        var piece = new byte[64 * 1024];
        while (received < length && await server.ReceiveAsync(piece, SocketFlags.None) is > 0 and var more)
        {
            received += more;
        }

        return received;
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndpoint);
        return client;
    }

    // One request whose answer comes to a read that was waiting.
    private async Task AnswerAheadAsync(Stream stream, Socket server)
    {
        var ahead = stream.ReadAsync(buffer);
        await stream.WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"));
        await server.ReceiveAsync(new byte[4096], SocketFlags.None);
        await server.SendAsync(Encoding.ASCII.GetBytes(Answer), SocketFlags.None);
        Assert.Equal(Answer.Length, await ahead.ResultAsync());
    }
}
