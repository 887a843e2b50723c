using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// A connection on which a server may answer before it has read the whole request: a refusal such as 413 that comes,
/// often with a reset, while the body is still being sent. The HTTP stack would report the broken write, or wait for
/// ever where the server just stops reading; this stream lets it read the answer instead. Once that has happened the
/// connection takes no second request.
/// </summary>
/// <remarks>
/// For HTTP/1.1 without TLS only: there whatever comes while a request is being sent is its answer. On an encrypted
/// connection it may also be TLS's own; there <see cref="Http1Watch"/> sees to what can be seen. Derived from
/// NetworkStream because the HTTP stack treats that type better than an unknown one.
/// </remarks>
internal sealed class EarlyAnswerStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    // Below this an early answer saves nothing, and looking for one would cost a system call per request.
    private const int LookAfterBytes = 64 * 1024;

    // "HTTP/1.1 100 Continue" and its like ask to go on.
    private static ReadOnlySpan<byte> Interim => "HTTP/1.1 1"u8;

    private readonly Lock gate = new();

    // Of the request that is being sent. Where a connection is used again the HTTP stack mostly reads before it writes,
    // so that the answer may come to a read that was already waiting; and where it hands the connection from one
    // request straight to the next it does not.
    private long sentSinceRead;
    private bool isReading;
    private bool hasReadAnswer;
    private TaskCompletionSource? readEnded;

    private bool stoppedSending;
    private bool readSinceStop;
    private bool answered;
    private Exception? writeFailure;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (stoppedSending)
        {
            // Still the same request, or the next one.
            return readSinceStop ? ValueTask.FromException(new ConnectionUsedUpException()) : ValueTask.CompletedTask;
        }

        if (hasReadAnswer && Http1Head.Begins(buffer.Span))
        {
            // It was the answer to the request before.
            hasReadAnswer = false;
            sentSinceRead = 0;
        }

        sentSinceRead += buffer.Length;
        if (sentSinceRead > LookAfterBytes)
        {
            return WriteOrStop(buffer, cancellationToken);
        }

        var write = base.WriteAsync(buffer, cancellationToken);
        return write.IsCompletedSuccessfully ? write : AwaitWrite(write);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (stoppedSending)
        {
            readSinceStop = true;
            return ReadAnswer(buffer, cancellationToken);
        }

        sentSinceRead = 0;
        hasReadAnswer = false;
        var read = base.ReadAsync(buffer, cancellationToken);
        return read.IsCompleted ? read : AwaitRead(read, buffer);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitRead(ValueTask<int> read, Memory<byte> buffer)
    {
        lock (gate)
        {
            isReading = true;
        }

        var length = 0;
        try
        {
            length = await read;
            return length;
        }
        finally
        {
            lock (gate)
            {
                isReading = false;
                hasReadAnswer = sentSinceRead > 0 && IsAnswer(buffer.Span[..length]);
                readEnded?.TrySetResult();
                readEnded = null;
            }
        }
    }

    // While a write cannot go on, the answer is waited for beside it: the server may have stopped reading for good.
    private async ValueTask WriteOrStop(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (HasAnswer(out _))
        {
            stoppedSending = true;
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var write = base.WriteAsync(buffer, either.Token);
        if (write.IsCompletedSuccessfully)
        {
            return;
        }

        var writing = write.AsTask();
        if (await AnswersBefore(writing, either.Token))
        {
            stoppedSending = true;
            // The write has to be over before the caller may use its buffer again.
            await either.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        await AwaitWrite(new ValueTask(writing));
    }

    private async Task<bool> AnswersBefore(Task writing, CancellationToken cancellationToken)
    {
        while (!writing.IsCompleted)
        {
            if (HasAnswer(out var hasOther))
            {
                return true;
            }

            if (hasOther)
            {
                // Until it is read nothing behind it can be seen.
                return false;
            }

            if (IsReading(out var end))
            {
                await Task.WhenAny(writing, end);
                continue;
            }

            using var watch = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Task arrival = Socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, watch.Token).AsTask();
            await Task.WhenAny(writing, arrival);
            await watch.CancelAsync();
            await arrival.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!arrival.IsCompletedSuccessfully || Socket.Available == 0)
            {
                // Written, broken, or the server has ended its side without an answer.
                return false;
            }
        }

        return false;
    }

    private bool IsReading(out Task end)
    {
        lock (gate)
        {
            if (!isReading)
            {
                end = Task.CompletedTask;
                return false;
            }

            // Made only here: most reads are waited for by nobody.
            readEnded ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            end = readEnded.Task;
            return true;
        }
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

    private bool HasAnswer(out bool hasOther)
    {
        hasOther = false;
        lock (gate)
        {
            // Bytes that a waiting read is about to take must not be touched here.
            if (hasReadAnswer || isReading)
            {
                return hasReadAnswer;
            }
        }

        if (Socket.Available == 0)
        {
            return false;
        }

        Span<byte> beginning = stackalloc byte[16];
        beginning = beginning[..Socket.Receive(beginning, SocketFlags.Peek)];
        hasOther = beginning.StartsWith(Interim);
        return IsAnswer(beginning);
    }

    private static bool IsAnswer(ReadOnlySpan<byte> beginning) => !beginning.IsEmpty && !beginning.StartsWith(Interim);

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

        if (read == 0 && !buffer.IsEmpty && !answered && writeFailure is not null)
        {
            throw writeFailure;
        }

        answered |= read > 0;
        return read;
    }
}
