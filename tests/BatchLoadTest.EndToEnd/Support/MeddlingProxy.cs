using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BatchLoadTest.EndToEnd.Support;

/// <summary>
/// Stands between program and service and meddles with single answers, when the service has done what it was asked for.
/// </summary>
internal sealed class MeddlingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Uri target;
    private readonly Func<string, Meddling> meddle;
    private readonly Task accepting;

    /// <param name="target">The service.</param>
    /// <param name="meddle">What to do with the answer to a request, by its first line; asked once for each.</param>
    public MeddlingProxy(string target, Func<string, Meddling> meddle)
    {
        this.target = new Uri(target);
        this.meddle = meddle;
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        accepting = AcceptAsync();
    }

    public string Address { get; }

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
                _ = ServeAsync(await listener.AcceptSocketAsync(stop.Token));
            }
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var accepted = client;
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(target.Host, target.Port, stop.Token);
            var exchange = new Exchange(client, server, meddle);
            await Task.WhenAny(exchange.SendRequestsAsync(stop.Token), exchange.SendAnswersAsync(stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
        {
            // One side has gone, or the test is over.
        }
    }

    // One request at a time: what comes first after an answer is the head of the next one.
    private sealed class Exchange(Socket client, Socket server, Func<string, Meddling> meddle)
    {
        private volatile bool isHead = true;
        private volatile int next;

        public async Task SendRequestsAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await client.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                if (isHead)
                {
                    isHead = false;
                    var text = Encoding.ASCII.GetString(buffer, 0, read);
                    next = (int)meddle(text[..text.IndexOf('\r', StringComparison.Ordinal)]);
                }

                await server.SendAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        public async Task SendAnswersAsync(CancellationToken cancellationToken)
        {
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await server.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                isHead = true;
                switch ((Meddling)next)
                {
                    case Meddling.Nothing:
                        await client.SendAsync(buffer.AsMemory(0, read), cancellationToken);
                        break;
                    case Meddling.Cut:
                        client.LingerState = new LingerOption(enable: true, seconds: 0);
                        client.Close();
                        return;
                    case Meddling.Truncate:
                        await client.SendAsync(buffer.AsMemory(0, read - 10), cancellationToken);
                        client.Shutdown(SocketShutdown.Both);
                        return;
                    case var kind:
                        await client.SendAsync(Own(kind), cancellationToken);
                        client.Shutdown(SocketShutdown.Send);
                        return;
                }
            }
        }

        private static byte[] Own(Meddling kind)
        {
            const string Body = "something went wrong";
            var status = kind == Meddling.ServerError ? "500 Internal Server Error" : "201 Created";
            return Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {Body.Length}\r\n"
                    + $"Connection: close\r\n\r\n{Body}"
            );
        }
    }
}
