using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What became of the batches whose rows the run had done again.</summary>
public sealed record RetrySummary
{
    /// <summary>None was.</summary>
    public static RetrySummary None { get; } = new();

    /// <summary>Batches by what became of them, indexed by <see cref="RetryResult"/>.</summary>
    public IReadOnlyList<long> Results { get; init; } = new long[RetryResults.Count];

    /// <summary>From the request to the answer that showed the batch ended again.</summary>
    public LatencySummary Took { get; init; } = LatencySummary.Empty;

    /// <summary>Rows that were to be done again, by the service's counts: failed, or not done.</summary>
    public long Rows { get; init; }

    /// <summary>Those of them that it says have completed then.</summary>
    public long Recovered { get; init; }

    /// <summary>How many batches it became so of.</summary>
    public long this[RetryResult result] => Results[(int)result];

    /// <summary>All that were asked for.</summary>
    public long Asked => Results.Sum();
}
