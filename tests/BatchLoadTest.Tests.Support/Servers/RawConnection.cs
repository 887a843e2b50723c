using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace BatchLoadTest.Tests.Support.Servers;

/// <summary>One connection that a <see cref="RawServer"/> accepted.</summary>
internal sealed class RawConnection(Socket socket, int number, Action<string> noteHead, CancellationToken stop)
    : IDisposable
{
    private readonly List<byte> received = [];
    private readonly byte[] buffer = new byte[64 * 1024];
    private Stream stream = new NetworkStream(socket, ownsSocket: false);

    /// <summary>Counts from 1.</summary>
    public int Number => number;

    /// <summary>Reads the headers of the next request; empty at the end of the connection.</summary>
    public async Task<string> ReadHeadAsync()
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. received]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                received.RemoveRange(0, end + 4);
                noteHead(text[..(end + 4)]);
                return text[..(end + 4)];
            }

            if (!await ReceiveAsync())
            {
                return "";
            }
        }
    }

    /// <summary>Reads the next request with its body; empty at the end of the connection.</summary>
    public async Task<string> ReadRequestAsync()
    {
        var head = await ReadHeadAsync();
        return await ReadBodyAsync(head) is { } body ? head + body : "";
    }

    /// <summary>Reads the body that belongs to <paramref name="head"/>; null where the connection ends before.</summary>
    public async Task<string?> ReadBodyAsync(string head)
    {
        var length = ContentLength(head);
        while (received.Count < length)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        var body = Encoding.Latin1.GetString([.. received[..length]]);
        received.RemoveRange(0, length);
        return body;
    }

    /// <summary>Counts a request that came in another form than HTTP/1.1's.</summary>
    public void NoteHead(string head) => noteHead(head);

    /// <summary>Reads so many bytes; null where the connection ends before.</summary>
    public async Task<byte[]?> ReadBytesAsync(int length)
    {
        while (received.Count < length)
        {
            if (!await ReceiveAsync())
            {
                return null;
            }
        }

        byte[] bytes = [.. received[..length]];
        received.RemoveRange(0, length);
        return bytes;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await stream.WriteAsync(bytes, stop);

    /// <summary>Sends the same bytes over and over, as long as the client takes them.</summary>
    public async Task SendEndlesslyAsync(ReadOnlyMemory<byte> bytes)
    {
        while (true)
        {
            await SendAsync(bytes);
        }
    }

    /// <summary>Goes on over TLS.</summary>
    public async Task StartTlsAsync(X509Certificate2 certificate, params SslApplicationProtocol[] protocols)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificate = certificate,
                ApplicationProtocols = protocols.Length == 0 ? null : [.. protocols],
            },
            stop
        );
    }

    /// <summary>Ends TLS in order (close_notify); without it a connection just ends.</summary>
    public Task EndTlsAsync() => ((SslStream)stream).ShutdownAsync();

    /// <summary>Sends one whole answer with its length.</summary>
    public Task AnswerAsync(int status, string body, string headers = "") =>
        SendAsync(
            $"HTTP/1.1 {status} Words\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
        );

    /// <summary>Ends the connection with a reset, once the client has had a moment to take what was sent.</summary>
    public async Task ResetAsync()
    {
        await PauseAsync(20);
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>
    /// Ends the connection in order, whatever the client still sends: a system resets one that has unread bytes.
    /// Returns when the client has ended it too.
    /// </summary>
    public async Task EndInOrderAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        await UntilClosedAsync();
    }

    public Task PauseAsync(int milliseconds) => Task.Delay(milliseconds, stop);

    /// <summary>Does nothing until the test is over.</summary>
    public Task StallAsync() => Task.Delay(Timeout.Infinite, stop);

    /// <summary>Waits until the client has ended the connection.</summary>
    public async Task UntilClosedAsync()
    {
        while (await ReceiveAsync())
        {
            received.Clear();
        }
    }

    public void Dispose()
    {
        // First: so that nothing of TLS is sent at the end, unless the script asked for it.
        socket.Dispose();
        stream.Dispose();
    }

    private static int ContentLength(string head)
    {
        const string Name = "Content-Length:";
        var line = Array.Find(head.Split("\r\n"), each => each.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        return line is null ? 0 : int.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
    }

    private async Task<bool> ReceiveAsync()
    {
        var read = await stream.ReadAsync(buffer, stop);
        received.AddRange(buffer.AsSpan(0, read));
        return read > 0;
    }
}
