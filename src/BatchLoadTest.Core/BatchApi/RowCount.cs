using System.Buffers;

namespace BatchLoadTest.BatchApi;

/// <summary>Counts the rows of an NDJSON body; blank lines are none. Constant memory, whatever the length.</summary>
public sealed class RowCount : IContentConsumer
{
    private static readonly SearchValues<byte> Blank = SearchValues.Create(" \t\r\n"u8);

    private bool inRow;

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc/>
    public void Consume(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (!inRow)
            {
                var row = piece.IndexOfAnyExcept(Blank);
                if (row < 0)
                {
                    return;
                }

                inRow = true;
                Rows++;
                piece = piece[row..];
            }

            var end = piece.IndexOf((byte)'\n');
            if (end < 0)
            {
                return;
            }

            inRow = false;
            piece = piece[(end + 1)..];
        }
    }

    /// <inheritdoc/>
    public string? Complete() => null;
}
