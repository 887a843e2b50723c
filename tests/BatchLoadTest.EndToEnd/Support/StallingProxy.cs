using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>
/// Stands between program and server and passes bytes on both ways, but not while it is frozen: connections stay, and
/// nothing comes. Ends TLS where it has certificates.
/// </summary>
internal sealed class StallingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Uri target;
    private readonly TestCertificates? certificates;
    private readonly bool isHttp2;
    private readonly Task accepting;
    private volatile TaskCompletionSource? thawed;

    public StallingProxy(string target, TestCertificates? certificates = null, bool isHttp2 = false)
    {
        this.target = new Uri(target);
        this.certificates = certificates;
        this.isHttp2 = isHttp2;
        listener.Start();
        var scheme = certificates is null ? "http" : "https";
        Address = $"{scheme}://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Address { get; }

    /// <summary>Passes nothing on until <see cref="Thaw"/>.</summary>
    public void Freeze() => thawed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Goes on.</summary>
    public void Thaw()
    {
        var end = thawed;
        thawed = null;
        end?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        thawed?.TrySetResult();
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
                _ = ServeAsync(await listener.AcceptSocketAsync(stop.Token));
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket accepted)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        accepted.NoDelay = true;
        try
        {
            await using var client = await OpenAsync(accepted);
            await server.ConnectAsync(target.Host, target.Port, stop.Token);
            await using var onward = new NetworkStream(server);
            await Task.WhenAny(PassAsync(client, onward), PassAsync(onward, client));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // One side has gone, or the test is over.
        }
    }

    private async Task<Stream> OpenAsync(Socket accepted)
    {
        var plain = new NetworkStream(accepted, ownsSocket: true);
        if (certificates is null)
        {
            return plain;
        }

        var encrypted = new SslStream(plain);
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificates.Server,
                ApplicationProtocols = [isHttp2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
            },
            stop.Token
        );
        return encrypted;
    }

    private async Task PassAsync(Stream from, Stream to)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, stop.Token)) > 0)
        {
            if (thawed is { } end)
            {
                await end.Task.WaitAsync(stop.Token);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), stop.Token);
        }
    }
}
