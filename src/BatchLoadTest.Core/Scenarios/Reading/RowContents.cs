using System.Buffers;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Data;
using BatchLoadTest.Scenarios.Results;

namespace BatchLoadTest.Scenarios.Reading;

/// <summary>What a result file has for each row, so that it can be compared with a later reading: 8 bytes a row, rented.</summary>
/// <param name="ids">The ids that rows may have.</param>
public sealed class RowContents(IRowIds ids) : IFinalRows, IDisposable
{
    private readonly int rows = ids.Count;
    private (uint Hash, int Times)[]? contents = ArrayPool<(uint Hash, int Times)>.Shared.Rent(ids.Count);

    /// <summary>Whether the file was read to its end.</summary>
    public bool IsWhole { get; private set; }

    /// <inheritdoc/>
    public void Begin()
    {
        IsWhole = false;
        Contents.Clear();
    }

    /// <inheritdoc/>
    public void Take(int row, long place, ReadOnlySpan<byte> line)
    {
        ref var content = ref Contents[row];
        // A sum, so that the order of rows that come more often makes no difference.
        content = (unchecked(content.Hash + RowReads.HashOf(line)), content.Times + 1);
    }

    /// <inheritdoc/>
    public void End() => IsWhole = true;

    /// <summary>Adds each row to the findings that is another one, gone or new in a later reading.</summary>
    public void Compare(RowContents later, ResultFindings findings)
    {
        for (var row = 0; row < rows; row++)
        {
            var (before, after) = (Contents[row], later.Contents[row]);
            if (before == after)
            {
                continue;
            }

            findings.Add(ResultDefect.Unstable);
            if (findings.WantsExample(ResultDefect.Unstable))
            {
                var what =
                    after.Times < before.Times ? "gone"
                    : after.Times > before.Times ? "new"
                    : "another one";
                findings.AddExample(ResultDefect.Unstable, $"{ids.IdOf(row)} is {what} when it is read again");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (contents is not null)
        {
            ArrayPool<(uint Hash, int Times)>.Shared.Return(contents);
            contents = null;
        }
    }

    private Span<(uint Hash, int Times)> Contents => contents.AsSpan(0, rows);
}
