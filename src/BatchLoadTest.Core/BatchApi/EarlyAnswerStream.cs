using System.Net.Sockets;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// A connection on which a server may answer before it has read the whole request: a refusal such as 413 that comes,
/// often with a reset, while the body is still being sent. The HTTP stack would report the broken write; this stream
/// lets it read the answer instead. Once that has happened the connection serves no second request.
/// </summary>
/// <remarks>Derived from NetworkStream because the HTTP stack treats that type better than an unknown one.</remarks>
internal sealed class EarlyAnswerStream(Socket socket, bool encrypted) : NetworkStream(socket, ownsSocket: true)
{
    // Below this an early answer saves nothing, and looking for one would cost a system call per request.
    private const int LookAfterBytes = 64 * 1024;

    private long sentSinceRead;
    private bool stoppedSending;
    private bool answered;
    private Exception? writeFailure;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (stoppedSending)
        {
            return answered
                ? ValueTask.FromException(new IOException("The server answered early; the connection is used up."))
                : ValueTask.CompletedTask;
        }

        // On an encrypted connection bytes to read may be TLS's own.
        if (sentSinceRead > LookAfterBytes && !encrypted && Socket.Available > 0)
        {
            stoppedSending = true;
            return ValueTask.CompletedTask;
        }

        sentSinceRead += buffer.Length;
        var write = base.WriteAsync(buffer, cancellationToken);
        return write.IsCompletedSuccessfully ? write : AwaitWrite(write);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        sentSinceRead = 0;
        return stoppedSending ? ReadAnswer(buffer, cancellationToken) : base.ReadAsync(buffer, cancellationToken);
    }

    private async ValueTask AwaitWrite(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (IOException exception)
        {
            // The answer, if there is one, waits in the receive buffer: the next read shows it, or fails with this.
            stoppedSending = true;
            writeFailure = exception;
        }
    }

    private async ValueTask<int> ReadAnswer(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = 0;
        try
        {
            read = await base.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException) when (!answered && writeFailure is not null)
        {
            throw writeFailure;
        }

        if (read == 0 && !answered && writeFailure is not null)
        {
            throw writeFailure;
        }

        answered |= read > 0;
        return read;
    }
}
