using System.Buffers;
using BatchLoadTest.BatchApi;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>A data file in which each id is followed by the upload's tag; made while it is sent.</summary>
internal sealed class TaggedFileSource(IPieceSource file, IReadOnlyList<(long Start, int Length)> ids, byte[] tag)
    : IUploadSource
{
    private const int Piece = 64 * 1024;

    public long Length => file.Length + ((long)ids.Count * tag.Length);

    public string FileName => file.FileName;

    public string? Change() => file.Change();

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var id = 0;
            for (long position = 0; position < file.Length; )
            {
                var read = await file.ReadAsync(piece.AsMemory(0, Piece), position, cancellationToken);
                id = await WriteAsync(target, piece.AsMemory(0, read), position, id, cancellationToken);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    // The piece and the tags that belong into it, as one write. Returns the first id behind it.
    private async ValueTask<int> WriteAsync(
        Stream target,
        ReadOnlyMemory<byte> piece,
        long start,
        int id,
        CancellationToken cancellationToken
    )
    {
        var last = id;
        while (last < ids.Count && End(last) < start + piece.Length)
        {
            last++;
        }

        var length = piece.Length + ((last - id) * tag.Length);
        var tagged = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Fill(tagged, piece.Span, start, id, last);
            await target.WriteAsync(tagged.AsMemory(0, length), cancellationToken);
            return last;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tagged);
        }
    }

    private void Fill(Span<byte> tagged, ReadOnlySpan<byte> piece, long start, int id, int last)
    {
        var taken = 0;
        for (; id < last; id++)
        {
            var end = (int)(End(id) - start);
            piece[taken..end].CopyTo(tagged);
            tag.CopyTo(tagged[(end - taken)..]);
            tagged = tagged[(end - taken + tag.Length)..];
            taken = end;
        }

        piece[taken..].CopyTo(tagged);
    }

    private long End(int id) => ids[id].Start + ids[id].Length;
}
