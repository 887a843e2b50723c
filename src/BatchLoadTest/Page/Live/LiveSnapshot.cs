using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;

namespace BatchLoadTest.Page.Live;

/// <summary>Everything that the page's endpoints read, as it stood at the end of one second.</summary>
/// <param name="Figures">Figures since the start, or since the last reset.</param>
/// <param name="Recent">Latencies of the last ten seconds, all steps together.</param>
/// <param name="Buckets">Counts by upper bound since the start, for Prometheus.</param>
/// <param name="IterationsEnded">Iterations that ended since the start, in whatever way.</param>
/// <param name="IterationsFailed">Of those, the ones that failed.</param>
/// <param name="At">The end of the second.</param>
/// <param name="RunStartedAt">When the run started.</param>
internal sealed record LiveSnapshot(
    RunSnapshot Figures,
    LatencySummary Recent,
    StepBucketCounts Buckets,
    long IterationsEnded,
    long IterationsFailed,
    DateTimeOffset At,
    DateTimeOffset RunStartedAt
)
{
    /// <summary>Before the first second is over.</summary>
    public static LiveSnapshot Empty(RunStatistics statistics, DateTimeOffset startedAt) =>
        new(
            statistics.Snapshot(0, TimeSpan.Zero),
            LatencySummary.Empty,
            StepBucketCounts.None,
            0,
            0,
            startedAt,
            startedAt
        );
}
