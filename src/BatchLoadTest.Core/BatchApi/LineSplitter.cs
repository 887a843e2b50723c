using System.Buffers;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Cuts a stream of bytes into lines without copying those that lie whole in a piece. Holds at most one line, and no more
/// of it than the bound, in rented memory that an abandoned splitter simply leaves to the garbage collector.
/// </summary>
/// <param name="maxLine">Longest line in bytes, without its line end; a longer one is skipped to its end.</param>
/// <param name="skipped">Called for each line that was skipped, once its end has come.</param>
public sealed class LineSplitter(int maxLine, LineSplitter.SkippedHandler skipped)
{
    /// <summary>Longest line in bytes where nobody says otherwise: more than services take in a row, or answer.</summary>
    public const int DefaultMaxLine = 16_000_000;

    // Enough to show what it was.
    private const int MaxBeginning = 4 * 1024;

    private byte[]? rest;
    private int restLength;
    private long consumed;

    // Of a line that is being skipped: how long it is so far. What is in rest is only its beginning.
    private long skippedLength;

    /// <summary>Takes one line, without its line end; the span is not to be kept.</summary>
    public delegate void LineHandler(ReadOnlySpan<byte> line);

    /// <summary>Takes the beginning of a line that was skipped, and its length in bytes; the span is not to be kept.</summary>
    public delegate void SkippedHandler(ReadOnlySpan<byte> beginning, long length);

    /// <summary>Where the line that is handed over begins, in bytes from the beginning of the stream.</summary>
    public long LineStart { get; private set; }

    /// <summary>Cuts the next piece.</summary>
    public void Consume(ReadOnlySpan<byte> piece, LineHandler line)
    {
        var length = piece.Length;
        int end;
        while ((end = piece.IndexOf((byte)'\n')) >= 0)
        {
            if (restLength == 0 && end <= maxLine)
            {
                line(TrimEnd(piece[..end]));
            }
            else
            {
                Keep(piece[..end]);
                HandOver(line);
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
            HandOver(line);
        }

        Return();
    }

    private void HandOver(LineHandler line)
    {
        var text = rest.AsSpan(0, restLength);
        if (skippedLength > 0)
        {
            skipped(text, skippedLength);
        }
        else
        {
            line(TrimEnd(text));
        }

        (restLength, skippedLength) = (0, 0);
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        if (skippedLength > 0)
        {
            skippedLength += piece.Length;
            return;
        }

        if (piece.Length > maxLine - restLength)
        {
            Skip(piece);
            return;
        }

        MakeRoom(restLength + piece.Length);
        piece.CopyTo(rest.AsSpan(restLength));
        restLength += piece.Length;
    }

    // From here on only the beginning is held.
    private void Skip(ReadOnlySpan<byte> piece)
    {
        skippedLength = (long)restLength + piece.Length;
        var beginning = ArrayPool<byte>.Shared.Rent(MaxBeginning);
        var kept = Math.Min(restLength, MaxBeginning);
        rest.AsSpan(0, kept).CopyTo(beginning);
        var more = Math.Min(piece.Length, MaxBeginning - kept);
        piece[..more].CopyTo(beginning.AsSpan(kept));
        Return();
        rest = beginning;
        restLength = kept + more;
    }

    private void MakeRoom(int needed)
    {
        if (rest is not null && rest.Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(maxLine, Math.Max(needed, 2L * restLength)));
        if (rest is not null)
        {
            rest.AsSpan(0, restLength).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(rest);
        }

        rest = larger;
    }

    private void Return()
    {
        restLength = 0;
        if (rest is not null)
        {
            ArrayPool<byte>.Shared.Return(rest);
            rest = null;
        }
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line) => line.TrimEnd((byte)'\r');
}
