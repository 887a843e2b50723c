using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of one step, or of all together. One writer.</summary>
/// <param name="step">The step; null for all.</param>
/// <param name="missed">How much of the wall clock's second was over when the run started.</param>
/// <param name="firstSecond">That second, as Unix time.</param>
/// <param name="limit">How long an answer may take, where a threshold says so; else zero.</param>
internal sealed class StepStatistics(StepName? step, TimeSpan missed, long firstSecond, TimeSpan limit = default)
{
    private static readonly TimeSpan LeastHang = TimeSpan.FromSeconds(1);

    private readonly StepCounters counters = new();
    private readonly SlidingRate rate = new(missed);
    private readonly SlidingRate failureRate = new(missed);

    public bool IsEmpty => counters.IsEmpty;

    /// <summary>Its latencies weighted by time.</summary>
    public TimeWeightedLatency ByTime { get; } = new(firstSecond);

    public void Add(StepCounters interval, long second)
    {
        counters.Add(interval);
        rate.Add(second, interval.Requests);
        failureRate.Add(second, interval.Failures);
    }

    // Not what was merely cut off: it stood still, and for longer than any that succeeded or than a person allows.
    private long Hung()
    {
        var longest = new[] { LeastHang, limit, counters.LargestSuccess }.Max();
        var hung = 0L;
        foreach (var (microseconds, count) in counters.Stalled)
        {
            hung += microseconds > longest.TotalMicroseconds ? count : 0;
        }

        return hung;
    }

    /// <param name="elapsed">Time since the run's start that rates refer to.</param>
    /// <param name="scratch">What is used to weigh latencies; null where that is not possible.</param>
    public StepSummary Summarise(TimeSpan elapsed, WeightedTimes? scratch) =>
        new()
        {
            Step = step,
            Requests = counters.Requests,
            Failures = counters.Failures,
            DoubtfulLatencies = counters.DoubtfulLatencies,
            Refused = counters.Refused is { } refused ? [.. refused] : null,
            KeyPending = counters.KeyPending,
            Resent = counters.Resent,
            Interrupted = counters.Interrupted,
            Hung = Hung(),
            BytesSent = counters.BytesSent,
            BytesReceived = counters.BytesReceived,
            Redirects = counters.Redirects,
            BytesDecoded = counters.BytesReceived + counters.BytesUnpacked,
            Latency = counters.Latency.Summarise(),
            Humps = TwoHumps.Of(counters.Latency),
            P95ByTime = scratch is null ? null : ByTime.P95(scratch),
            TimeToFirstByte = counters.TimeToFirstByte.Summarise(),
            Phases = counters.Phases.Summarise(counters.TimeToFirstByte.Count),
            CurrentRate = rate.At(elapsed),
            CurrentFailureRate = failureRate.At(elapsed),
            TotalRate = elapsed <= TimeSpan.Zero ? 0 : counters.Requests / elapsed.TotalSeconds,
        };
}
