using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>The figures of requests, of one step or of all steps together.</summary>
/// <param name="group">The step's id, or <see cref="ComparedMetric.Total"/>.</param>
/// <param name="own">How many requests will come.</param>
/// <param name="fewest">How many come in the run that has fewer of them.</param>
internal sealed class RequestSampler(string group, long own, long fewest)
{
    private readonly TimeBlocks times = new(own, fewest);
    private readonly RatioBlocks failures = new(own, fewest);
    private long secondsFailures;
    private long secondsRequests;

    /// <summary>Takes what one second has of a step; <see cref="EndOfSecond"/> follows.</summary>
    public void Add(StepCounters counters)
    {
        times.Add(counters.Latency);
        secondsFailures += counters.Failures;
        secondsRequests += counters.Requests;
    }

    /// <summary>Blocks end with a second.</summary>
    public void EndOfSecond()
    {
        times.EndOfSecond();
        failures.Add(secondsFailures, secondsRequests);
        (secondsFailures, secondsRequests) = (0, 0);
    }

    /// <summary>The figures, when every second has come; to be asked for once.</summary>
    public IEnumerable<FigureSample> Figures() =>
        [.. times.Figures(group), failures.Figure(new ComparedMetric(group, "error rate", FigureKind.Share))];
}
