using BatchLoadTest.Statistics;
using BatchLoadTest.Telemetry;

namespace BatchLoadTest.Page.Live;

/// <summary>What the page shows beside the run's newest moment, as it stood at the end of one second.</summary>
/// <param name="Figures">Figures since the start, or since the last reset.</param>
/// <param name="Recent">Latencies of the last ten seconds, all steps together.</param>
/// <param name="Counts">Counted since the start, for Prometheus.</param>
/// <param name="At">The end of the second.</param>
/// <param name="RunStartedAt">When the run started.</param>
internal sealed record LiveSnapshot(
    RunSnapshot Figures,
    LatencySummary Recent,
    RunCounts Counts,
    DateTimeOffset At,
    DateTimeOffset RunStartedAt
)
{
    /// <summary>Before the first second is over.</summary>
    public static LiveSnapshot Empty(RunStatistics statistics, DateTimeOffset startedAt) =>
        new(statistics.Snapshot(0, TimeSpan.Zero), LatencySummary.Empty, RunCounts.None, startedAt, startedAt);
}
