using System.Net;
using System.Net.Sockets;

namespace BatchLoadTest.Tests.Support;

/// <summary>A TCP server that answers each connection with scripted bytes, stalls or resets.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<RawConnection, Task> serve;
    private readonly Task accepting;
    private int connections;

    public RawServer(Func<RawConnection, Task> serve)
    {
        this.serve = serve;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>A server that answers every request on every connection with the same bytes.</summary>
    public static RawServer Always(string answer) =>
        new(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 })
            {
                await connection.SendAsync(answer);
            }
        });

    /// <summary>An address at which nothing listens.</summary>
    public static Uri ClosedAddress()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)closed.LocalEndpoint).Port}");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync(stop.Token);
                _ = ServeAsync(new RawConnection(socket, Interlocked.Increment(ref connections), stop.Token));
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(RawConnection connection)
    {
        using (connection)
        {
            try
            {
                await serve(connection);
            }
            catch (Exception exception)
                when (exception
                        is OperationCanceledException
                            or SocketException
                            or IOException
                            or ObjectDisposedException
                )
            {
                // The client has gone, or the test is over.
            }
        }
    }
}
