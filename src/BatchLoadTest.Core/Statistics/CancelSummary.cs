using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What became of the batches that the run was to cancel.</summary>
public sealed record CancelSummary
{
    /// <summary>None was.</summary>
    public static CancelSummary None { get; } = new();

    /// <summary>Batches by what became of them, indexed by <see cref="CancelResult"/>.</summary>
    public IReadOnlyList<long> Results { get; init; } = new long[CancelResults.Count];

    /// <summary>From the cancel request to the answer that showed it cancelled.</summary>
    public LatencySummary Took { get; init; } = LatencySummary.Empty;

    /// <summary>Rows of the cancelled batches whose files were read to their ends.</summary>
    public long Rows { get; init; }

    /// <summary>Those of them that are in no file: they were not done.</summary>
    public long RowsNotDone { get; init; }

    /// <summary>How many batches it became so of.</summary>
    public long this[CancelResult result] => Results[(int)result];

    /// <summary>All that were to be cancelled.</summary>
    public long Drawn => Results.Sum();
}
