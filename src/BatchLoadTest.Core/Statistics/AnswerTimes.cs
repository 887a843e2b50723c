using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// How long each step's answers usually let one wait, and so from when on a wait is too long. Answers that a silence held
/// up are left out: after the first one, no other would be long enough. One writer.
/// </summary>
public sealed class AnswerTimes(StepLimits limits)
{
    private const int EnoughAnswers = 10;
    private const int Factor = 10;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private readonly PerStep<LatencyHistogram> answers = new(_ => new LatencyHistogram());

    // The percentile is asked for each waiting request many times a second.
    private readonly PerStep<(long Count, TimeSpan? Limit)> known = new(_ => default);

    /// <summary>Steps of which enough is known.</summary>
    public int JudgedSteps => StepCatalogue.All.Count(step => LimitOf(step.Step) is not null);

    /// <summary>Takes an answer that no silence held up.</summary>
    public void Add(in Measurement measurement) => answers[measurement.Step].Record(measurement.Latency);

    /// <summary>
    /// From when on a wait for an answer is too long: the limit of the step's own p95, else the larger of 1 s and ten times
    /// its p99. Null where fewer than ten answers are known.
    /// </summary>
    public TimeSpan? LimitOf(Step step)
    {
        if (limits[step] is { } own)
        {
            return own;
        }

        var times = answers[step];
        if (times.Count < EnoughAnswers)
        {
            return null;
        }

        if (known[step].Count != times.Count)
        {
            var usual = times.Percentile(99)!.Value * Factor;
            known[step] = (times.Count, usual > Least ? usual : Least);
        }

        return known[step].Limit;
    }
}
