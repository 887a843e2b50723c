using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of one step, or of all together. One writer.</summary>
/// <param name="step">The step; null for all.</param>
/// <param name="missed">How much of the wall clock's second was over when the run started.</param>
/// <param name="firstSecond">That second, as Unix time.</param>
/// <param name="limit">How long an answer may take, where a threshold says so; else zero.</param>
internal sealed class StepStatistics(StepName? step, TimeSpan missed, long firstSecond, TimeSpan limit = default)
{
    private const double MuchFailed = 0.01;
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

    // Where few failed, it is that of all.
    private TimeSpan? P95OfSuccesses(LatencyHistogram scratch)
    {
        if (counters.Failed.Count <= MuchFailed * counters.Requests || counters.Failed.Count == counters.Latency.Count)
        {
            return null;
        }

        scratch.Clear();
        scratch.Fill(counters.Latency, without: counters.Failed);
        return scratch.Percentile(95);
    }

    /// <param name="elapsed">Time since the run's start that rates refer to.</param>
    /// <param name="scratch">What is used to weigh latencies; null where that is not possible.</param>
    /// <param name="successes">What is used to tell those that succeeded.</param>
    public StepSummary Summarise(TimeSpan elapsed, WeightedTimes? scratch, LatencyHistogram successes) =>
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
            P95OfSuccesses = P95OfSuccesses(successes),
            Humps = TwoHumps.Of(counters.Latency),
            P95ByTime = scratch is null ? null : ByTime.P95(scratch),
            TimeToFirstByte = counters.TimeToFirstByte.Summarise(),
            Phases = counters.Phases.Summarise(counters.TimeToFirstByte.Count),
            CurrentRate = rate.At(elapsed),
            CurrentFailureRate = failureRate.At(elapsed),
            TotalRate = elapsed <= TimeSpan.Zero ? 0 : counters.Requests / elapsed.TotalSeconds,
        };
}
