using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of one step, or of all together. One writer.</summary>
/// <param name="step">The step; null for all.</param>
/// <param name="missed">How much of the wall clock's second was over when the run started.</param>
internal sealed class StepStatistics(StepName? step, TimeSpan missed)
{
    private readonly StepCounters counters = new();
    private readonly SlidingRate rate = new(missed);
    private readonly SlidingRate failureRate = new(missed);

    public bool IsEmpty => counters.IsEmpty;

    public void Add(StepCounters interval, long second)
    {
        counters.Add(interval);
        rate.Add(second, interval.Requests);
        failureRate.Add(second, interval.Failures);
    }

    public StepSummary Summarise(TimeSpan elapsed) =>
        new()
        {
            Step = step,
            Requests = counters.Requests,
            Failures = counters.Failures,
            KeyPending = counters.KeyPending,
            Interrupted = counters.Interrupted,
            BytesSent = counters.BytesSent,
            BytesReceived = counters.BytesReceived,
            Latency = counters.Latency.Summarise(),
            TimeToFirstByte = counters.TimeToFirstByte.Summarise(),
            CurrentRate = rate.At(elapsed),
            CurrentFailureRate = failureRate.At(elapsed),
            TotalRate = elapsed <= TimeSpan.Zero ? 0 : counters.Requests / elapsed.TotalSeconds,
        };
}
