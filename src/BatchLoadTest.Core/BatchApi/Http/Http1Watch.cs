using System.Runtime.CompilerServices;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Watches an HTTP/1.1 connection. The stack repeats a request without a body, up to three times, where a connection
/// ends in place of an answer; the end is shown to it as a failure instead. A connection that has ended before anything
/// of a request was written takes no request: nothing was sent, and nothing counts.
/// </summary>
/// <remarks>
/// Over TLS it also stands in for <see cref="EarlyAnswerStream"/>, which cannot tell an answer from TLS's own bytes:
/// where a write breaks the answer, if there is one, is read in place of reporting the broken write.
/// </remarks>
internal sealed class Http1Watch(bool encrypted, TimeProvider timeProvider) : IConnectionWatch
{
    private const int NothingWaits = 0;
    private const int RequestWaits = 1;
    private const int Ended = 2;

    // The read that waits on an idle connection may end on another thread while a request is about to be written.
    private int state;

    // Mostly the stack reads between two requests, so that the first write after a read begins a request. Not where it
    // had read ahead and hands the connection from one request straight to the next: there only the head tells.
    private bool hasReadSinceWrite = true;
    private long lastByte = timeProvider.GetTimestamp();
    private bool afterIdle;
    private IOException? writeFailure;

    public ValueTask WriteAsync(Stream connection, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (hasReadSinceWrite || Http1Head.Begins(buffer.Span))
        {
            hasReadSinceWrite = false;
            afterIdle =
                timeProvider.GetElapsedTime(Volatile.Read(ref lastByte)).TotalSeconds > WatchedStream.IdleSeconds;
            if (writeFailure is not null || Interlocked.CompareExchange(ref state, RequestWaits, NothingWaits) == Ended)
            {
                return ValueTask.FromException(new ConnectionUsedUpException());
            }
        }

        if (writeFailure is not null)
        {
            // Still the same request.
            return ValueTask.CompletedTask;
        }

        var write = connection.WriteAsync(buffer, cancellationToken);
        return write.IsCompletedSuccessfully || !encrypted ? write : AwaitWriteAsync(write);
    }

    public ValueTask<int> ReadAsync(Stream connection, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        hasReadSinceWrite = true;
        // Waits for bytes and takes none.
        return buffer.IsEmpty
            ? connection.ReadAsync(buffer, cancellationToken)
            : ReadSomeAsync(connection, buffer, cancellationToken);
    }

    private async ValueTask AwaitWriteAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (IOException exception)
        {
            writeFailure = exception;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadSomeAsync(
        Stream connection,
        Memory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        int read;
        try
        {
            read = await connection.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            if (Interlocked.CompareExchange(ref state, Ended, NothingWaits) == RequestWaits && writeFailure is not null)
            {
                throw writeFailure;
            }

            throw;
        }

        if (read > 0)
        {
            Volatile.Write(ref lastByte, timeProvider.GetTimestamp());
            Interlocked.CompareExchange(ref state, NothingWaits, RequestWaits);
            return read;
        }

        return Interlocked.CompareExchange(ref state, Ended, NothingWaits) == RequestWaits
            ? throw writeFailure ?? new ConnectionClosedException(afterIdle)
            : 0;
    }
}
