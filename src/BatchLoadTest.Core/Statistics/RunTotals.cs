using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// All of a run that only adds up, since its start, as plain numbers: what happened in a window is the difference between
/// two of them, however long it is. Takes about 2 KB for each moment that is kept. One writer.
/// </summary>
internal sealed class RunTotals
{
    private readonly PerStep<StepTotals> steps = new(_ => new StepTotals());
    private readonly BatchStatistics batches = new(RunTerms.None, new DeadlineOrder(), ofClass: 0);
    private readonly ListCounts lists = new();
    private long started;
    private long dropped;

    /// <summary>Batches in flight.</summary>
    public long InFlight { get; private set; }

    /// <summary>Adds a second.</summary>
    public void Add(Interval interval)
    {
        foreach (var step in StepCatalogue.Steps)
        {
            steps[step].Add(interval.Steps[step]);
        }

        started += interval.IterationsStarted;
        dropped += interval.StartsDropped;
        InFlight += interval.BatchesCreated - interval.BatchesEnded.Count;
        batches.Add(interval, TimeSpan.Zero);
        lists.AddNumbers(interval.Lists);
    }

    /// <summary>The numbers now.</summary>
    public long[] Counts()
    {
        List<long> counts = [];
        foreach (var step in steps)
        {
            step.Write(counts);
        }

        counts.Add(started);
        counts.Add(dropped);
        batches.WriteCounts(counts);
        lists.WriteCounts(counts);
        return [.. counts];
    }

    /// <summary>What was counted in a window, as the figures of a run. Times are empty, and so is what does not add up.</summary>
    /// <param name="names">Names of the steps.</param>
    /// <param name="counted">The difference between its end and its beginning.</param>
    /// <param name="inFlight">Batches in flight at its beginning.</param>
    /// <param name="length">How long it is.</param>
    public static RunSnapshot Window(StepNames names, CountDifference counted, long inFlight, TimeSpan length)
    {
        List<StepSummary> summaries = [.. names.All.Select(name => StepTotals.Read(name, counted, length))];
        return new RunSnapshot
        {
            Elapsed = length,
            Users = 0,
            Steps = [.. summaries.Where(step => step.Requests > 0 || step.Interrupted > 0)],
            Total = StepTotals.Sum(summaries, length),
            Failures = [],
            Starts = new StartSummary { Started = counted.Next(), Dropped = counted.Next() },
            Batches = BatchStatistics.ReadCounts(counted, inFlight, length),
            Lists = ListSummary.ReadCounts(counted),
            IsWatched = true,
        };
    }
}
