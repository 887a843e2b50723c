namespace BatchLoadTest.Scenarios.Results;

/// <summary>Is told of each row of the output file at the end of its batch.</summary>
public interface IFinalRows
{
    /// <summary>The file begins, perhaps once more: what was told of an earlier download of it holds no longer.</summary>
    void Begin();

    /// <summary>A row.</summary>
    /// <param name="row">The row of the input, from 0.</param>
    /// <param name="place">Its line, from 0.</param>
    /// <param name="line">All of it, valid JSON; not to be kept.</param>
    void Take(int row, long place, ReadOnlySpan<byte> line);

    /// <summary>The file has come to its end, and each of its lines was read.</summary>
    void End();
}
