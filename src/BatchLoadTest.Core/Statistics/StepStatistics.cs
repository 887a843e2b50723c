using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of one step, or of all together. One writer: the collector.</summary>
internal sealed class StepStatistics(StepName? step)
{
    private readonly LatencyHistogram latency = new();
    private readonly LatencyHistogram firstByte = new();
    private readonly SlidingRate rate = new();
    private readonly SlidingRate failureRate = new();
    private long failures;
    private long keyPending;
    private long interrupted;
    private long bytesSent;
    private long bytesReceived;

    public bool IsEmpty => latency.Count == 0 && interrupted == 0;

    public void Add(in Measurement measurement, long second)
    {
        if (measurement.Outcome == Outcome.Interrupted)
        {
            interrupted++;
            return;
        }

        bytesSent += measurement.BytesSent;
        bytesReceived += measurement.BytesReceived;
        latency.Record(measurement.Latency);
        rate.Add(second);
        if (measurement.Status != 0)
        {
            firstByte.Record(measurement.TimeToFirstByte);
        }

        if (measurement.Outcome == Outcome.KeyPending)
        {
            keyPending++;
        }
        else if (measurement.Outcome.IsFailure())
        {
            failures++;
            failureRate.Add(second);
        }
    }

    public StepSummary Summarise(TimeSpan elapsed) =>
        new()
        {
            Step = step,
            Requests = latency.Count,
            Failures = failures,
            KeyPending = keyPending,
            Interrupted = interrupted,
            BytesSent = bytesSent,
            BytesReceived = bytesReceived,
            Latency = latency.Summarise(),
            TimeToFirstByte = firstByte.Summarise(),
            CurrentRate = rate.At(elapsed),
            CurrentFailureRate = failureRate.At(elapsed),
            TotalRate = elapsed <= TimeSpan.Zero ? 0 : latency.Count / elapsed.TotalSeconds,
        };
}
