using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Html;

/// <summary>The requests of one step, or of all, within a stretch of time.</summary>
/// <param name="Requests">Requests that ended in it.</param>
/// <param name="RequestsPeak">The most of them within one second.</param>
/// <param name="Failures">Failed requests among them.</param>
/// <param name="FailuresPeak">The most of them within one second.</param>
/// <param name="Timed">Those among them that have a latency.</param>
/// <param name="P50">The highest median of a second; means nothing without a latency.</param>
/// <param name="P95">The highest 95th percentile of a second; likewise.</param>
/// <param name="P99">The highest 99th percentile of a second; likewise.</param>
internal readonly record struct StepPoint(
    long Requests,
    long RequestsPeak,
    long Failures,
    long FailuresPeak,
    long Timed,
    TimeSpan P50,
    TimeSpan P95,
    TimeSpan P99
) : IJoinable<StepPoint>
{
    /// <summary>One second.</summary>
    /// <param name="requests">Requests that ended in it.</param>
    /// <param name="latency">The latencies of those that have one.</param>
    /// <param name="failures">Failed requests among them.</param>
    public static StepPoint Of(long requests, BucketList latency, long failures) =>
        new(
            requests,
            requests,
            failures,
            failures,
            latency.Count,
            latency.Percentile(50),
            latency.Percentile(95),
            latency.Percentile(99)
        );

    public StepPoint JoinedWith(StepPoint other) =>
        new(
            Requests + other.Requests,
            Math.Max(RequestsPeak, other.RequestsPeak),
            Failures + other.Failures,
            Math.Max(FailuresPeak, other.FailuresPeak),
            Timed + other.Timed,
            Longer(P50, other.P50),
            Longer(P95, other.P95),
            Longer(P99, other.P99)
        );

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
