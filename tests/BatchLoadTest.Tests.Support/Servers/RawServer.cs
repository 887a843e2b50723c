using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace BatchLoadTest.Tests.Support.Servers;

/// <summary>
/// A TCP server that answers each connection with scripted bytes, stalls or resets; over TLS where it has a certificate.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<RawConnection, Task> serve;
    private readonly X509Certificate2? certificate;
    private readonly SslApplicationProtocol[] protocols;
    private readonly ConcurrentQueue<string> heads = [];
    private readonly Task accepting;
    private int connections;
    private int ended;

    public RawServer(
        Func<RawConnection, Task> serve,
        X509Certificate2? certificate = null,
        params SslApplicationProtocol[] protocols
    )
    {
        this.serve = serve;
        this.certificate = certificate;
        this.protocols = protocols;
        listener.Start();
        var scheme = certificate is null ? "http" : "https";
        Address = new Uri($"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Connections accepted so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    /// <summary>Connections that the script has ended so far: the client's system knows of each.</summary>
    public int Ended => Volatile.Read(ref ended);

    /// <summary>Heads of all requests that came, in order: what a server counts.</summary>
    public IReadOnlyList<string> Heads => [.. heads];

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
                // As every real server: else an answer may wait in the system, and a reset takes it away.
                socket.NoDelay = true;
                var number = Interlocked.Increment(ref connections);
                _ = ServeAsync(new RawConnection(socket, number, heads.Enqueue, stop.Token));
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
                if (certificate is not null)
                {
                    await connection.StartTlsAsync(certificate, protocols);
                }

                await serve(connection);
            }
            catch (Exception exception)
                when (exception
                        is OperationCanceledException
                            or SocketException
                            or IOException
                            or ObjectDisposedException
                            or AuthenticationException
                )
            {
                // The client has gone, or the test is over.
            }
        }

        Interlocked.Increment(ref ended);
    }
}
