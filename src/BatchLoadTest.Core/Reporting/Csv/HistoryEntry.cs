using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>Running figures of one step, or of all together, as the history shows them.</summary>
/// <param name="step">The step; null for all.</param>
/// <param name="missed">How much of the wall clock's second was over when the run started.</param>
/// <param name="keepsRecent">Whether the times of the last seconds are wanted too.</param>
internal sealed class HistoryEntry(StepName? step, TimeSpan missed, bool keepsRecent)
{
    private readonly SlidingRate rate = new(missed);
    private readonly SlidingRate failureRate = new(missed);

    public StepName? Step => step;

    /// <summary>All times so far.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>The times of the last seconds; null where they are not wanted.</summary>
    public RecentLatencies? Recent { get; } = keepsRecent ? new RecentLatencies() : null;

    public long Requests { get; private set; }

    public long Failures { get; private set; }

    public long BytesReceived { get; private set; }

    /// <param name="counters">What was counted, all but its times.</param>
    /// <param name="times">Its times.</param>
    /// <param name="second">In which second of the run.</param>
    public void Add(StepCounters counters, BucketList times, long second)
    {
        times.AddTo(Latency);
        Recent?.Add(times, second);
        Requests += counters.Requests;
        Failures += counters.Failures;
        BytesReceived += counters.BytesReceived;
        rate.Add(second, counters.Requests);
        failureRate.Add(second, counters.Failures);
    }

    /// <summary>Requests per second over the last ten whole seconds.</summary>
    public double RateAt(TimeSpan elapsed) => rate.At(elapsed);

    /// <summary>Failures per second over the last ten whole seconds.</summary>
    public double FailureRateAt(TimeSpan elapsed) => failureRate.At(elapsed);
}
