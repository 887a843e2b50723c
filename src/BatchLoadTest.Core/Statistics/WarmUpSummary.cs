namespace BatchLoadTest.Statistics;

/// <summary>What happened in the warm-up, which is in no other figure.</summary>
/// <param name="Requests">Requests that ended.</param>
/// <param name="Failures">Failed ones among them.</param>
/// <param name="BatchesCreated">Batches that the service accepted.</param>
/// <param name="BatchesCompleted">Batches that completed.</param>
/// <param name="BatchesFailed">Batches that failed.</param>
/// <param name="Defects">Results that were wrong, of all kinds.</param>
public sealed record WarmUpSummary(
    long Requests,
    long Failures,
    long BatchesCreated,
    long BatchesCompleted,
    long BatchesFailed,
    long Defects
)
{
    /// <summary>Nothing.</summary>
    public static WarmUpSummary Empty { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Of what was counted.</summary>
    public static WarmUpSummary Of(WarmUpCounts counts) =>
        new(
            counts.Requests,
            counts.Failures,
            counts.BatchesCreated,
            counts.BatchesCompleted,
            counts.BatchesFailed,
            counts.Defects
        );
}
