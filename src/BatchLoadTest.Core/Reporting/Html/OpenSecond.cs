using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Html;

/// <summary>One second of a run while its intervals come in: usually one, two where the run ended in it.</summary>
/// <param name="inFlight">Batches in flight before the first one.</param>
internal sealed class OpenSecond(long inFlight)
{
    private readonly BucketList[] latency = [.. Enumerable.Range(0, StepCatalogue.Count).Select(_ => new BucketList())];
    private readonly BucketList all = new();
    private readonly long[] requests = new long[StepCatalogue.Count];
    private readonly long[] failures = new long[StepCatalogue.Count];
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
        for (var step = 0; step < StepCatalogue.Count; step++)
        {
            var counters = interval.Steps[step];
            latency[step].Add(counters.Latency);
            requests[step] += counters.Requests;
            failures[step] += counters.Failures;
        }

        generator = generator.WorseOf(interval.Generator);
        Users = interval.Users;
        started += interval.IterationsStarted;
        dropped += interval.StartsDropped;
        InFlight += interval.BatchesCreated - interval.BatchesEnded.Count;
        rows += interval.BatchesEnded.Sum(batch => Math.Max(0, batch.OutputRows) + Math.Max(0, batch.ErrorRows));
    }

    /// <summary>Hands the second on: to a timeline, and its latencies to the histograms of a whole run by step.</summary>
    public void CloseInto(Timeline timeline, IReadOnlyList<LatencyHistogram> histograms)
    {
        for (var step = 0; step < latency.Length; step++)
        {
            latency[step].AddTo(histograms[step]);
            all.Add(latency[step]);
        }

        timeline.Add(
            Second,
            RunPoint.Of(generator, Users, InFlight, rows, started, dropped),
            StepPoint.Of(requests.Sum(), all, failures.Sum()),
            Of
        );

        StepPoint Of(Step step) => StepPoint.Of(requests[(int)step], latency[(int)step], failures[(int)step]);
    }

    /// <summary>Begins another second. Users and batches in flight stay.</summary>
    public void Begin(long second)
    {
        Second = second;
        all.Clear();
        foreach (var step in latency)
        {
            step.Clear();
        }

        Array.Clear(requests);
        Array.Clear(failures);
        generator = default;
        rows = 0;
        started = 0;
        dropped = 0;
    }
}
