using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Html;

/// <summary>One second of a run while its intervals come in: usually one, two where the run ended in it.</summary>
/// <param name="inFlight">Batches in flight before the first one.</param>
internal sealed class OpenSecond(long inFlight)
{
    private readonly PerStep<BucketList> latency = new(_ => new BucketList());
    private readonly BucketList all = new();
    private readonly PerStep<(long All, long Failed)> requests = new(_ => default);
    private readonly Dictionary<(Step Step, Outcome Outcome, int Status), long> failures = [];
    private GeneratorSample generator;
    private long rows;
    private long started;
    private long dropped;

    /// <summary>The second, as Unix time.</summary>
    public long Second { get; private set; }

    /// <summary>Virtual users at its end.</summary>
    public int Users { get; private set; }

    /// <summary>Batches in flight at its end.</summary>
    public long InFlight { get; private set; } = inFlight;

    /// <summary>Counts one interval of this second.</summary>
    public void Add(Interval interval)
    {
        foreach (var step in StepCatalogue.Steps)
        {
            var counters = interval.Steps[step];
            latency[step].Add(counters.Latency);
            requests[step].All += counters.Requests;
            requests[step].Failed += counters.Failures;
        }

        foreach (var failure in interval.Failures.All)
        {
            var kind = (failure.Step, failure.Outcome, failure.Status);
            failures[kind] = failures.GetValueOrDefault(kind) + failure.Count;
        }

        generator = generator.WorseOf(interval.Generator);
        Users = interval.Users;
        started += interval.IterationsStarted;
        dropped += interval.StartsDropped;
        InFlight += interval.BatchesCreated - interval.BatchesEnded.Count;
        rows += interval.BatchesEnded.Sum(batch => Math.Max(0, batch.OutputRows) + Math.Max(0, batch.ErrorRows));
    }

    /// <summary>Hands the second on: to a timeline, and its latencies to the histograms of a whole run by step.</summary>
    public void CloseInto(Timeline timeline, PerStep<LatencyHistogram> histograms)
    {
        foreach (var step in StepCatalogue.Steps)
        {
            latency[step].AddTo(histograms[step]);
            all.Add(latency[step]);
        }

        timeline.Add(
            Second,
            RunPoint.Of(generator, Users, InFlight, rows, started, dropped),
            StepPoint.Of(requests.Sum(step => step.All), all, requests.Sum(step => step.Failed)),
            Of
        );
        foreach (var ((step, outcome, status), count) in failures)
        {
            timeline.AddFailures(step, outcome, status, count);
        }

        StepPoint Of(Step step) => StepPoint.Of(requests[step].All, latency[step], requests[step].Failed);
    }

    /// <summary>Begins another second. Users and batches in flight stay.</summary>
    public void Begin(long second)
    {
        Second = second;
        all.Clear();
        foreach (var step in StepCatalogue.Steps)
        {
            latency[step].Clear();
            requests[step] = default;
        }

        failures.Clear();
        generator = default;
        rows = 0;
        started = 0;
        dropped = 0;
    }
}
