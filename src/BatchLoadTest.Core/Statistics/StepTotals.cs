using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What only adds up of one step, since the run's start. One writer.</summary>
internal sealed class StepTotals
{
    private readonly long[] refused = new long[Refusals.Count];
    private long requests;
    private long doubtful;
    private long failures;
    private long keyPending;
    private long resent;
    private long interrupted;

    public void Add(StepCounters counters)
    {
        requests += counters.Requests;
        doubtful += counters.DoubtfulLatencies;
        failures += counters.Failures;
        keyPending += counters.KeyPending;
        resent += counters.Resent;
        interrupted += counters.Interrupted;
        for (var kind = 0; kind < refused.Length; kind++)
        {
            refused[kind] += counters.Refused?[kind] ?? 0;
        }
    }

    /// <summary>Writes them in the order in which <see cref="Read"/> takes them.</summary>
    public void Write(List<long> counts)
    {
        counts.AddRange(requests, doubtful, failures, keyPending, resent, interrupted);
        counts.AddRange(refused);
    }

    public static StepSummary Read(StepName name, CountDifference counted, TimeSpan length)
    {
        var ended = counted.Next();
        return Empty with
        {
            Step = name,
            Requests = ended,
            DoubtfulLatencies = counted.Next(),
            Failures = counted.Next(),
            KeyPending = counted.Next(),
            Resent = counted.Next(),
            Interrupted = counted.Next(),
            Refused = counted.Next(Refusals.Count),
            TotalRate = ended / length.TotalSeconds,
        };
    }

    public static StepSummary Sum(IReadOnlyList<StepSummary> steps, TimeSpan length) =>
        Empty with
        {
            Requests = steps.Sum(step => step.Requests),
            DoubtfulLatencies = steps.Sum(step => step.DoubtfulLatencies),
            Failures = steps.Sum(step => step.Failures),
            KeyPending = steps.Sum(step => step.KeyPending),
            Resent = steps.Sum(step => step.Resent),
            Interrupted = steps.Sum(step => step.Interrupted),
            Refused = [.. Enumerable.Range(0, Refusals.Count).Select(kind => steps.Sum(step => step.Refused![kind]))],
            TotalRate = steps.Sum(step => step.Requests) / length.TotalSeconds,
        };

    private static StepSummary Empty { get; } =
        new()
        {
            Step = null,
            Requests = 0,
            Failures = 0,
            KeyPending = 0,
            Interrupted = 0,
            BytesSent = 0,
            BytesReceived = 0,
            Latency = LatencySummary.Empty,
            TimeToFirstByte = LatencySummary.Empty,
            CurrentRate = 0,
            CurrentFailureRate = 0,
            TotalRate = 0,
        };
}
