using BatchLoadTest.MockServer.Planning;

namespace BatchLoadTest.MockServer.Batches;

/// <summary>
/// Counts the rows of one batch that a cancel, a retry or an earlier read made wrong: each once, with the first read that reaches
/// the end of the output file of the ended batch. Not safe for several threads at once.
/// </summary>
internal sealed class DeliveredDefects
{
    private static readonly RowDefect[] Counted =
    [
        RowDefect.LostOnCancel,
        RowDefect.DoubledOnCancel,
        RowDefect.InBothOnCancel,
        RowDefect.LostOnRetry,
        RowDefect.KeptOnRetry,
        RowDefect.Vanished,
    ];

    private readonly int[] delivered = new int[Counted.Length];

    /// <summary>Counts those that no read before had.</summary>
    public void Count(ResultCounts results, ReadTally tally)
    {
        for (var i = 0; i < Counted.Length; i++)
        {
            var rows = results.With(Counted[i]);
            if (rows > delivered[i])
            {
                tally.Add(Counted[i], rows - delivered[i]);
                delivered[i] = rows;
            }
        }
    }
}
