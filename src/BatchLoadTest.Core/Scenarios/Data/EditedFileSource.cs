using System.Buffers;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>A data file with what one upload changes in its rows; made while it is sent.</summary>
/// <param name="file">The file.</param>
/// <param name="edits">What is changed.</param>
/// <param name="prompts">What the rows ask for then.</param>
internal sealed class EditedFileSource(IPieceSource file, RowEdits edits, PromptCounts prompts) : IPromptSource
{
    private const int Piece = 64 * 1024;

    public long Length => file.Length + edits.Bytes;

    public string FileName => file.FileName;

    public PromptCounts Prompts => prompts;

    public string? Change() => file.Change();

    public async Task CopyToAsync(Stream target, CancellationToken cancellationToken)
    {
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            var place = new Place();
            for (long position = 0; position < file.Length; )
            {
                var read = await file.ReadAsync(piece.AsMemory(0, Piece), position, cancellationToken);
                await WriteAsync(target, piece.AsMemory(0, read), position, place, cancellationToken);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    // The piece and what belongs into it, as one write.
    private async ValueTask WriteAsync(
        Stream target,
        ReadOnlyMemory<byte> piece,
        long start,
        Place place,
        CancellationToken cancellationToken
    )
    {
        var length = piece.Length;
        for (var edit = place.Edit; edit < edits.Count && edits.PlaceOf(edit) < start + piece.Length; edit++)
        {
            length += edits.LengthOf(edit);
        }

        var edited = ArrayPool<byte>.Shared.Rent(length + PromptText.Slack);
        try
        {
            var written = Fill(edited, piece.Span, start, place);
            await target.WriteAsync(edited.AsMemory(0, written), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(edited);
        }
    }

    private int Fill(Span<byte> edited, ReadOnlySpan<byte> piece, long start, Place place)
    {
        var written = 0;
        var end = start + piece.Length;
        while (place.Edit < edits.Count && edits.PlaceOf(place.Edit) is var at && at < end)
        {
            written += Copy(edited[written..], piece, start, place.Next, at);
            written += edits.Write(place.Edit, edited[written..]);
            place.Next = at + edits.RemovedBy(place.Edit);
            place.Edit++;
        }

        written += Copy(edited[written..], piece, start, place.Next, end);
        place.Next = Math.Max(place.Next, end);
        return written;
    }

    // What is replaced may begin in one piece and end in a later one.
    private static int Copy(Span<byte> target, ReadOnlySpan<byte> piece, long start, long from, long to)
    {
        if (from >= to)
        {
            return 0;
        }

        var part = piece[(int)(from - start)..(int)(to - start)];
        part.CopyTo(target);
        return part.Length;
    }

    // How far one copy is: the next edit, and the next byte of the file that is sent.
    private sealed class Place
    {
        public int Edit { get; set; }

        public long Next { get; set; }
    }
}
