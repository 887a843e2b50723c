using System.Buffers;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Cuts a stream of bytes into lines without copying those that lie whole in a piece. Holds at most one line, in rented
/// memory that an abandoned splitter simply leaves to the garbage collector.
/// </summary>
public sealed class LineSplitter
{
    private byte[]? rest;
    private int restLength;
    private long consumed;

    /// <summary>Takes one line, without its line end; the span is not to be kept.</summary>
    public delegate void LineHandler(ReadOnlySpan<byte> line);

    /// <summary>Where the line that is handed over begins, in bytes from the beginning of the stream.</summary>
    public long LineStart { get; private set; }

    /// <summary>Cuts the next piece.</summary>
    public void Consume(ReadOnlySpan<byte> piece, LineHandler line)
    {
        var length = piece.Length;
        int end;
        while ((end = piece.IndexOf((byte)'\n')) >= 0)
        {
            if (restLength == 0)
            {
                line(TrimEnd(piece[..end]));
            }
            else
            {
                Keep(piece[..end]);
                line(TrimEnd(rest.AsSpan(0, restLength)));
                restLength = 0;
            }

            piece = piece[(end + 1)..];
            LineStart = consumed + length - piece.Length;
        }

        consumed += length;
        Keep(piece);
    }

    /// <summary>Hands over the last line where it has no line end, and gives the memory back.</summary>
    public void Complete(LineHandler line)
    {
        if (restLength > 0)
        {
            line(TrimEnd(rest.AsSpan(0, restLength)));
        }

        restLength = 0;
        if (rest is not null)
        {
            ArrayPool<byte>.Shared.Return(rest);
            rest = null;
        }
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        var needed = restLength + piece.Length;
        if (rest is null || rest.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * restLength));
            if (rest is not null)
            {
                rest.AsSpan(0, restLength).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(rest);
            }

            rest = larger;
        }

        piece.CopyTo(rest.AsSpan(restLength));
        restLength = needed;
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line) => line.TrimEnd((byte)'\r');
}
