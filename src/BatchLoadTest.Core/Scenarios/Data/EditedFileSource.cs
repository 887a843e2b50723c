using System.Buffers;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Scenarios.Data;

/// <summary>A data file with what one upload adds to its rows; made while it is sent.</summary>
/// <param name="file">The file.</param>
/// <param name="edits">What is added.</param>
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
            var edit = 0;
            for (long position = 0; position < file.Length; )
            {
                var read = await file.ReadAsync(piece.AsMemory(0, Piece), position, cancellationToken);
                edit = await WriteAsync(target, piece.AsMemory(0, read), position, edit, cancellationToken);
                position += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    // The piece and what belongs into it, as one write. Returns the first edit behind it.
    private async ValueTask<int> WriteAsync(
        Stream target,
        ReadOnlyMemory<byte> piece,
        long start,
        int edit,
        CancellationToken cancellationToken
    )
    {
        var last = edit;
        var length = piece.Length;
        while (last < edits.Count && edits.PlaceOf(last) < start + piece.Length)
        {
            length += edits.LengthOf(last++);
        }

        var edited = ArrayPool<byte>.Shared.Rent(length + PromptText.Slack);
        try
        {
            Fill(edited, piece.Span, start, edit, last);
            await target.WriteAsync(edited.AsMemory(0, length), cancellationToken);
            return last;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(edited);
        }
    }

    private void Fill(Span<byte> edited, ReadOnlySpan<byte> piece, long start, int edit, int last)
    {
        var taken = 0;
        for (; edit < last; edit++)
        {
            var place = (int)(edits.PlaceOf(edit) - start);
            piece[taken..place].CopyTo(edited);
            edited = edited[(place - taken)..];
            edited = edited[edits.Write(edit, edited)..];
            taken = place;
        }

        piece[taken..].CopyTo(edited);
    }
}
