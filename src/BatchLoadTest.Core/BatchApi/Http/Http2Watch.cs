using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// Watches an HTTP/2 connection. The stack repeats a request whose stream the server refused (REFUSED_STREAM), or left
/// out with a GOAWAY. Those streams are shown to it as reset with a code of ours instead, which it does not repeat: the
/// code of a refusal is replaced, and before a GOAWAY, or the end of an idle connection, resets are put in.
/// </summary>
internal sealed class Http2Watch(TimeProvider timeProvider) : IConnectionWatch
{
    // "PRI * HTTP/2.0" and so on, before the first frame that is sent.
    private const int PrefaceSize = 24;

    // As much of a frame as decides what becomes of it: a GOAWAY's last stream and code behind its head.
    private const int LongestHead = Http2Frame.HeadSize + 8;

    // Smaller ones are read into a buffer of our own, so that there is room for a head that was held back.
    private const int SmallestTarget = 4 * LongestHead;

    private readonly Lock gate = new();

    // Requests that wait for their answer or for its end, and whether each met an idle connection.
    private readonly Dictionary<int, bool> open = [];
    private long lastEnd = timeProvider.GetTimestamp();

    private readonly byte[] sentHead = new byte[Http2Frame.HeadSize];
    private int sentHeadLength;
    private int sentLeft = PrefaceSize;

    private readonly byte[] held = new byte[LongestHead];
    private int heldLength;
    private int receivedLeft;
    private byte[]? spare;
    private ReadOnlyMemory<byte> ready;
    private volatile bool ended;

    public ValueTask WriteAsync(Stream connection, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        // Before: the answer may come while the write has not returned.
        NoteSent(buffer.Span);
        return ended
            ? ValueTask.FromException(new ConnectionClosedException(afterIdle: false))
            : WriteSomeAsync(connection, buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReadAsync(Stream connection, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty)
        {
            return ready.IsEmpty && !ended ? await connection.ReadAsync(buffer, cancellationToken) : 0;
        }

        while (ready.IsEmpty)
        {
            if (ended)
            {
                throw new ConnectionClosedException(afterIdle: false);
            }

            var target = buffer.Length >= SmallestTarget ? buffer : spare ??= new byte[SmallestTarget];
            held.AsSpan(0, heldLength).CopyTo(target.Span);
            var read = await connection.ReadAsync(target[heldLength..], cancellationToken);
            if (read == 0)
            {
                End();
                continue;
            }

            var passing = Pass(target[..(heldLength + read)]);
            if (ready.IsEmpty && passing > 0)
            {
                if (target.Equals(buffer))
                {
                    return passing;
                }

                ready = target[..passing].ToArray();
            }
        }

        var length = Math.Min(ready.Length, buffer.Length);
        ready[..length].CopyTo(buffer);
        ready = ready[length..];
        return length;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteSomeAsync(
        Stream connection,
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await connection.WriteAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (ended && exception is IOException or ObjectDisposedException)
        {
            // The stack has given the connection up because of its end.
            throw new ConnectionClosedException(afterIdle: false);
        }
    }

    private void NoteSent(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (sentLeft > 0)
            {
                var skipped = Math.Min(sentLeft, bytes.Length);
                sentLeft -= skipped;
                bytes = bytes[skipped..];
                continue;
            }

            var taken = Math.Min(Http2Frame.HeadSize - sentHeadLength, bytes.Length);
            bytes[..taken].CopyTo(sentHead.AsSpan(sentHeadLength));
            sentHeadLength += taken;
            bytes = bytes[taken..];
            if (sentHeadLength == Http2Frame.HeadSize)
            {
                sentHeadLength = 0;
                var frame = Http2Frame.Read(sentHead);
                sentLeft = frame.Length;
                NoteSent(frame);
            }
        }
    }

    private void NoteSent(Http2Frame frame)
    {
        lock (gate)
        {
            if (frame.Type == Http2Frame.Headers)
            {
                var idle = open.Count == 0 ? timeProvider.GetElapsedTime(lastEnd) : TimeSpan.Zero;
                open[frame.StreamId] = idle.TotalSeconds > WatchedStream.IdleSeconds;
            }
            else if (frame.Type == Http2Frame.Reset)
            {
                Close(frame.StreamId);
            }
        }
    }

    // Returns how much of the beginning may be handed on as it is, unless something was made ready in its place. The
    // rest is held back until more has come.
    private int Pass(Memory<byte> received)
    {
        var bytes = received.Span;
        List<byte>? changed = null;
        var copied = 0;
        var position = 0;
        while (position < bytes.Length)
        {
            if (receivedLeft > 0)
            {
                var skipped = Math.Min(receivedLeft, bytes.Length - position);
                receivedLeft -= skipped;
                position += skipped;
                continue;
            }

            var rest = bytes[position..];
            if (rest.Length < Http2Frame.HeadSize)
            {
                break;
            }

            var frame = Http2Frame.Read(rest);
            var head = Http2Frame.HeadSize + Math.Min(frame.Length, Needed(frame.Type));
            if (rest.Length < head)
            {
                break;
            }

            if (Resets(frame, rest[Http2Frame.HeadSize..head]) is { Count: > 0 } resets)
            {
                changed ??= [];
                changed.AddRange(bytes[copied..position]);
                changed.AddRange(resets);
                copied = position;
            }

            receivedLeft = frame.Length - (head - Http2Frame.HeadSize);
            position += head;
        }

        heldLength = bytes.Length - position;
        bytes[position..].CopyTo(held);
        if (changed is not null)
        {
            changed.AddRange(bytes[copied..position]);
            ready = changed.ToArray();
        }

        return position;
    }

    private static int Needed(byte type) =>
        type switch
        {
            Http2Frame.Reset => 4,
            Http2Frame.GoAway => 8,
            _ => 0,
        };

    // What is to be put in before the frame; null for nothing. A refusal's code is replaced in place.
    private List<byte>? Resets(Http2Frame frame, Span<byte> payload)
    {
        lock (gate)
        {
            switch (frame.Type)
            {
                case Http2Frame.Headers or Http2Frame.Data when frame.EndsStream:
                    Close(frame.StreamId);
                    return null;
                case Http2Frame.Headers when open.ContainsKey(frame.StreamId):
                    // Answered: what ends now is not the request's idle connection.
                    open[frame.StreamId] = false;
                    return null;
                case Http2Frame.Reset when payload.Length == 4:
                    Close(frame.StreamId);
                    if (BinaryPrimitives.ReadInt32BigEndian(payload) == Http2Errors.RefusedStream)
                    {
                        BinaryPrimitives.WriteInt32BigEndian(payload, Http2Errors.Refused);
                    }

                    return null;
                case Http2Frame.GoAway when payload.Length == 8:
                    return LeaveOut(BinaryPrimitives.ReadInt32BigEndian(payload) & int.MaxValue);
                default:
                    return null;
            }
        }
    }

    private List<byte> LeaveOut(int lastProcessed)
    {
        List<byte> resets = [];
        foreach (var (stream, idle) in open.Where(each => each.Key > lastProcessed).ToList())
        {
            resets.AddRange(Http2Frame.ResetOf(stream, idle ? Http2Errors.LeftOutAfterIdle : Http2Errors.Refused));
            Close(stream);
        }

        return resets;
    }

    private void End()
    {
        ended = true;
        if (heldLength > 0 || receivedLeft > 0)
        {
            // Within a frame nothing can be put in.
            return;
        }

        lock (gate)
        {
            ready = open.Where(stream => stream.Value)
                .SelectMany(stream => Http2Frame.ResetOf(stream.Key, Http2Errors.ClosedAfterIdle))
                .ToArray();
        }
    }

    private void Close(int streamId)
    {
        if (open.Remove(streamId) && open.Count == 0)
        {
            lastEnd = timeProvider.GetTimestamp();
        }
    }
}
