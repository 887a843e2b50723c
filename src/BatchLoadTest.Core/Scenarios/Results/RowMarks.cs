using System.Buffers;
using System.Numerics;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>A mark for each row of an upload: one bit each, rented. 50,000 rows take 6 KB.</summary>
internal sealed class RowMarks(int rows) : IDisposable
{
    private const int Bits = 64;

    private readonly int words = (rows + Bits - 1) / Bits;
    private ulong[]? marks = Rent((rows + Bits - 1) / Bits);

    private Span<ulong> Words => marks.AsSpan(0, words);

    /// <summary>Marks a row; false where it was marked already.</summary>
    public bool Mark(int row)
    {
        ref var word = ref Words[row / Bits];
        var bit = 1UL << (row % Bits);
        var isNew = (word & bit) == 0;
        word |= bit;
        return isNew;
    }

    /// <summary>How many rows are marked in both.</summary>
    public int CountBoth(RowMarks other)
    {
        var both = 0;
        for (var word = 0; word < words; word++)
        {
            both += BitOperations.PopCount(Words[word] & other.Words[word]);
        }

        return both;
    }

    /// <summary>How many rows are marked in neither.</summary>
    public int CountNeither(RowMarks other)
    {
        var either = 0;
        for (var word = 0; word < words; word++)
        {
            either += BitOperations.PopCount(Words[word] | other.Words[word]);
        }

        return rows - either;
    }

    /// <summary>The first rows marked in both, or in neither.</summary>
    public IEnumerable<int> First(RowMarks other, bool inBoth, int most)
    {
        for (var row = 0; row < rows && most > 0; row++)
        {
            if (inBoth ? IsMarked(row) && other.IsMarked(row) : !IsMarked(row) && !other.IsMarked(row))
            {
                most--;
                yield return row;
            }
        }
    }

    public void Dispose()
    {
        if (marks is not null)
        {
            ArrayPool<ulong>.Shared.Return(marks);
            marks = null;
        }
    }

    private bool IsMarked(int row) => (Words[row / Bits] & (1UL << (row % Bits))) != 0;

    private static ulong[] Rent(int words)
    {
        var rented = ArrayPool<ulong>.Shared.Rent(words);
        Array.Clear(rented, 0, words);
        return rented;
    }
}
