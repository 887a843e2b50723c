using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// What happened in the warm-up: counted by the iteration's start, so that what began in it and ended after it is here. One
/// writer.
/// </summary>
public sealed class WarmUpCounts
{
    /// <summary>Requests that ended.</summary>
    public long Requests { get; set; }

    /// <summary>Failed ones among them.</summary>
    public long Failures { get; set; }

    /// <summary>Batches that the service accepted.</summary>
    public long BatchesCreated { get; set; }

    /// <summary>Batches that completed.</summary>
    public long BatchesCompleted { get; set; }

    /// <summary>Batches that failed in any way.</summary>
    public long BatchesFailed { get; set; }

    /// <summary>Batches whose end was recorded, in whatever way, so that they are no longer in flight.</summary>
    public long BatchesEnded { get; set; }

    /// <summary>Results that were wrong, of all kinds.</summary>
    public long Defects { get; set; }

    /// <summary>Whether there was nothing.</summary>
    public bool IsEmpty => Requests == 0 && BatchesCreated == 0 && BatchesEnded == 0;

    /// <summary>Counts one request.</summary>
    public void Add(in Measurement measurement)
    {
        if (measurement.Outcome != Outcome.Interrupted)
        {
            Requests++;
            Failures += measurement.Outcome.IsFailure() ? 1 : 0;
        }
    }

    /// <summary>Counts the end of a batch.</summary>
    public void Add(BatchRecord record)
    {
        BatchesEnded++;
        BatchesCompleted += record.Outcome == BatchOutcome.Completed ? 1 : 0;
        BatchesFailed += record.IsFailure ? 1 : 0;
        Defects += record.Findings?.Total ?? 0;
    }

    /// <summary>Adds what was counted elsewhere.</summary>
    public void Add(WarmUpCounts other)
    {
        Requests += other.Requests;
        Failures += other.Failures;
        BatchesCreated += other.BatchesCreated;
        BatchesCompleted += other.BatchesCompleted;
        BatchesFailed += other.BatchesFailed;
        BatchesEnded += other.BatchesEnded;
        Defects += other.Defects;
    }

    /// <summary>Begins again.</summary>
    public void Clear() =>
        (Requests, Failures, BatchesCreated, BatchesCompleted, BatchesFailed, BatchesEnded, Defects) = (
            0,
            0,
            0,
            0,
            0,
            0,
            0
        );
}
