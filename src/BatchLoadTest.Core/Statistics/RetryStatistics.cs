using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of batches whose rows the run had done again. One writer: the collector.</summary>
internal sealed class RetryStatistics
{
    private readonly long[] results = new long[RetryResults.Count];
    private readonly LatencyHistogram took = new();
    private long rows;
    private long recovered;

    public void Add(BatchRecord record)
    {
        if (record.Retry is not { } retry)
        {
            return;
        }

        results[(int)retry.Result]++;
        rows += retry.Rows;
        recovered += retry.Recovered;
        if (retry.Took is { } time)
        {
            took.Record(time);
        }
    }

    public RetrySummary Summarise() =>
        results.Sum() == 0
            ? RetrySummary.None
            : new()
            {
                Results = [.. results],
                Took = took.Summarise(),
                Rows = rows,
                Recovered = recovered,
            };

    /// <summary>Writes all that only adds up, in the order in which <see cref="ReadCounts"/> takes it.</summary>
    public void WriteCounts(List<long> counts)
    {
        counts.AddRange(results);
        counts.AddRange(rows, recovered);
    }

    /// <summary>What was counted in a window.</summary>
    public static RetrySummary ReadCounts(CountDifference counted) =>
        new()
        {
            Results = counted.Next(RetryResults.Count),
            Rows = counted.Next(),
            Recovered = counted.Next(),
        };
}
