using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of uploads that are to expire. One writer: the collector.</summary>
internal sealed class ExpiryStatistics
{
    private const int MaxExamples = 10;

    private readonly FileExpiries expiries = new();
    private long batches;

    public void Add(FileExpiries counted) => expiries.Add(counted, MaxExamples);

    public void Add(BatchRecord record) => batches += record.InputExpired ? 1 : 0;

    public ExpirySummary Summarise() =>
        expiries.IsEmpty
            ? ExpirySummary.None
            : new()
            {
                Verdicts = [.. ExpiryVerdicts.All.Select(verdict => expiries[verdict])],
                Batches = batches,
                Examples = [.. expiries.Examples],
            };

    /// <summary>Writes all that only adds up, in the order in which <see cref="ReadCounts"/> takes it.</summary>
    public void WriteCounts(List<long> counts)
    {
        counts.AddRange(ExpiryVerdicts.All.Select(verdict => expiries[verdict]));
        counts.Add(batches);
    }

    /// <summary>What was counted in a window.</summary>
    public static ExpirySummary ReadCounts(CountDifference counted) =>
        new() { Verdicts = counted.Next(ExpiryVerdicts.Count), Batches = counted.Next() };
}
