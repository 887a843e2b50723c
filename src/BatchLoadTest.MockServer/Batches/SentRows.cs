using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// What was sent before of the rows of an output file that are to change: each has one answer the first time and another ever
/// after, and counts when that is sent first. From any thread.
/// </summary>
/// <param name="changed">Which rows are to change.</param>
/// <param name="rows">Rows of the batch.</param>
internal sealed class SentRows(ChangedRows changed, int rows)
{
    private const byte Once = 1;
    private const byte Changed = 2;

    private readonly Lock gate = new();
    private byte[]? sent;

    /// <summary>A row is sent.</summary>
    /// <param name="row">Its number in the input.</param>
    /// <param name="isFirst">Whether it is the first time that its answer is another.</param>
    /// <returns>Whether its answer is another than at first.</returns>
    public bool IsChanged(int row, out bool isFirst)
    {
        isFirst = false;
        if (!changed.Picks(row))
        {
            return false;
        }

        lock (gate)
        {
            sent ??= new byte[rows];
            var before = sent[row];
            isFirst = before == Once;
            sent[row] = before == 0 ? Once : Changed;
            return before != 0;
        }
    }
}
