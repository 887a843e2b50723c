using System.Buffers;

namespace BatchLoadTest.Scenarios.Reading;

/// <summary>What was sent of each row of one batch, in reads while it ran and in the file at the end: 12 bytes a row, rented.</summary>
internal sealed class RowReads(int rows) : IDisposable
{
    private RowRead[]? reads = Rent(rows);

    /// <summary>Rows of the batch.</summary>
    public int Count => rows;

    /// <summary>What was sent of a row.</summary>
    public ref RowRead this[int row] => ref reads!.AsSpan(0, rows)[row];

    /// <summary>What tells a content of a row from another one.</summary>
    public static uint HashOf(ReadOnlySpan<byte> line) => (uint)JsonHash.Of(line);

    /// <summary>The file at the end is read once more.</summary>
    public void ForgetFinal()
    {
        foreach (ref var row in reads.AsSpan(0, rows))
        {
            row.InFinal = 0;
        }
    }

    public void Dispose()
    {
        if (reads is not null)
        {
            ArrayPool<RowRead>.Shared.Return(reads);
            reads = null;
        }
    }

    private static RowRead[] Rent(int rows)
    {
        var rented = ArrayPool<RowRead>.Shared.Rent(rows);
        Array.Clear(rented, 0, rows);
        return rented;
    }
}

/// <summary>What was sent of one row.</summary>
internal struct RowRead
{
    /// <summary>Of its last content in a read.</summary>
    public uint Hash;

    /// <summary>The read that had it first, from 1; 0 for none.</summary>
    public int First;

    /// <summary>How often reads had it that each went on where the last one ended; at most its largest value.</summary>
    public ushort Times;

    /// <summary>How often the file at the end has it; at most its largest value.</summary>
    public byte InFinal;

    /// <summary>Two reads had it with different contents.</summary>
    public bool Changed;
}
