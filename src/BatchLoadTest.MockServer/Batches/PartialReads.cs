namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// What a client got of an output file that it reads while the batch runs, each time from where it had ended. It is one such
/// reader as long as its next read begins at its last line; any other read is none of it. From any thread.
/// </summary>
/// <param name="rows">Rows of the batch.</param>
internal sealed class PartialReads(int rows)
{
    private readonly Lock gate = new();
    private byte[]? sent;
    private int next;
    private bool isOver;

    /// <summary>Whether a read is the reader's next one; the first is of a batch that runs.</summary>
    /// <param name="skip">The line at which it begins, from 0.</param>
    /// <param name="hasEnded">Whether the batch has ended.</param>
    public bool Begins(int skip, bool hasEnded)
    {
        lock (gate)
        {
            if (isOver || skip != next || (sent is null && hasEnded))
            {
                return false;
            }

            sent ??= new byte[rows];
            return true;
        }
    }

    /// <summary>A row was sent.</summary>
    public void Sent(int row)
    {
        lock (gate)
        {
            sent![row] = (byte)Math.Min(byte.MaxValue, sent[row] + 1);
        }
    }

    /// <summary>A read has ended.</summary>
    /// <param name="lastLine">The line after its last one.</param>
    /// <param name="isLast">Whether nothing more will come.</param>
    /// <param name="lines">Lines of the file then.</param>
    /// <returns>At the last one: rows that no read had, and rows that were sent again; else none.</returns>
    public (int PassedOver, int SentAgain) Ended(int lastLine, bool isLast, int lines)
    {
        lock (gate)
        {
            next = lastLine;
            if (!isLast || isOver)
            {
                return default;
            }

            isOver = true;
            return (lines - sent!.Count(times => times > 0), sent!.Sum(times => Math.Max(0, times - 1)));
        }
    }
}
