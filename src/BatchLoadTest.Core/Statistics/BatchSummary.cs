using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>The figures of all batches of a run so far.</summary>
public sealed record BatchSummary
{
    /// <summary>Batches that the service accepted.</summary>
    public required long Created { get; init; }

    /// <summary>Batches by the way they ended, indexed by <see cref="BatchOutcome"/>; the rest are in flight.</summary>
    public required IReadOnlyList<long> ByOutcome { get; init; }

    /// <summary>From the create request to the answer that showed the end; batches that ended at the service only.</summary>
    public required LatencySummary Turnaround { get; init; }

    /// <summary>Polls of all batches that ended.</summary>
    public required long Polls { get; init; }

    /// <summary>Rows read from output files.</summary>
    public required long OutputRows { get; init; }

    /// <summary>Rows read from error files.</summary>
    public required long ErrorRows { get; init; }

    /// <summary>The first few failed or unfinished batches, for the report.</summary>
    public required IReadOnlyList<BatchRecord> Examples { get; init; }

    /// <summary>How many ended in the given way.</summary>
    public long this[BatchOutcome outcome] => ByOutcome[(int)outcome];

    /// <summary>Accepted and not ended yet.</summary>
    public long InFlight => Created - ByOutcome.Sum();

    /// <summary>All that ended as failures of any kind.</summary>
    public long Failures => Created - InFlight - this[BatchOutcome.Completed] - this[BatchOutcome.Unfinished];

    /// <summary>Failed share of the batches that ended, 0 to 1; null where none ended.</summary>
    public double? FailedShare
    {
        get
        {
            var ended = this[BatchOutcome.Completed] + Failures;
            return ended == 0 ? null : (double)Failures / ended;
        }
    }
}
