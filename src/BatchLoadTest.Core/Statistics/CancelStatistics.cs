using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of batches that the run was to cancel. One writer: the collector.</summary>
internal sealed class CancelStatistics
{
    private readonly long[] results = new long[CancelResults.Count];
    private readonly LatencyHistogram took = new();
    private long rows;
    private long rowsNotDone;

    public void Add(BatchRecord record)
    {
        if (record.Cancel is not { } cancel)
        {
            return;
        }

        results[(int)cancel.Result]++;
        if (cancel.Took is { } time)
        {
            took.Record(time);
        }

        if (cancel.RowsNotDone is { } notDone)
        {
            rows += record.Rows;
            rowsNotDone += notDone;
        }
    }

    public CancelSummary Summarise() =>
        results.Sum() == 0
            ? CancelSummary.None
            : new()
            {
                Results = [.. results],
                Took = took.Summarise(),
                Rows = rows,
                RowsNotDone = rowsNotDone,
            };

    /// <summary>Writes all that only adds up, in the order in which <see cref="ReadCounts"/> takes it.</summary>
    public void WriteCounts(List<long> counts)
    {
        counts.AddRange(results);
        counts.AddRange(rows, rowsNotDone);
    }

    /// <summary>What was counted in a window.</summary>
    public static CancelSummary ReadCounts(CountDifference counted) =>
        new()
        {
            Results = counted.Next(CancelResults.Count),
            Rows = counted.Next(),
            RowsNotDone = counted.Next(),
        };
}
