using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>
/// What happened within one second of the wall clock. Intervals add up: those of a run to its totals, those of several
/// processes to a common one. Large (histograms), so one object is filled again and again; who is handed one copies what
/// is to last.
/// </summary>
public sealed class Interval
{
    /// <summary>The second, as Unix time.</summary>
    public long Second { get; set; }

    /// <summary>Virtual users that ran at its end.</summary>
    public int Users { get; set; }

    /// <summary>Iterations begun in it.</summary>
    public long IterationsStarted { get; set; }

    /// <summary>Iterations that ended in it, in whatever way.</summary>
    public long IterationsEnded { get; set; }

    /// <summary>What was counted, indexed by <see cref="Step"/>.</summary>
    public IReadOnlyList<StepCounters> Steps { get; } =
    [.. Enumerable.Range(0, StepNames.Count).Select(_ => new StepCounters())];

    /// <summary>Failures by step and kind.</summary>
    public FailureCounts Failures { get; } = new();

    /// <summary>Batches that the service accepted.</summary>
    public long BatchesCreated { get; set; }

    /// <summary>Rows uploaded for them.</summary>
    public long RowsCreated { get; set; }

    /// <summary>When the create requests of <see cref="BatchesCreated"/> were sent, where that is known.</summary>
    public IList<DateTimeOffset> BatchesCreatedAt { get; } = [];

    /// <summary>Batches whose end was recorded.</summary>
    public IList<BatchRecord> BatchesEnded { get; } = [];

    /// <summary>How the load generator itself fared.</summary>
    public GeneratorSample Generator { get; set; }

    /// <summary>Counts one request.</summary>
    /// <param name="measurement">The request.</param>
    /// <param name="end">When it ended, from the run's start.</param>
    public void Add(in Measurement measurement, TimeSpan end)
    {
        Steps[(int)measurement.Step].Add(measurement);
        if (measurement.Outcome.IsFailure())
        {
            Failures.Add(measurement, end);
        }
    }

    /// <summary>Counts one accepted batch.</summary>
    public void BatchCreated(int rows, DateTimeOffset createdAt = default)
    {
        BatchesCreated++;
        RowsCreated += rows;
        if (createdAt != default)
        {
            BatchesCreatedAt.Add(createdAt);
        }
    }

    /// <summary>
    /// Counts what happened in the same second elsewhere: counts add, histograms merge. Not users: a process may have no
    /// record of a second, or two.
    /// </summary>
    /// <param name="other">The other process's interval.</param>
    /// <param name="shift">How much later the other run started than this one.</param>
    public void Add(Interval other, TimeSpan shift)
    {
        IterationsStarted += other.IterationsStarted;
        IterationsEnded += other.IterationsEnded;
        for (var step = 0; step < Steps.Count; step++)
        {
            Steps[step].Add(other.Steps[step]);
        }

        Failures.Add(other.Failures, shift);
        BatchesCreated += other.BatchesCreated;
        RowsCreated += other.RowsCreated;
        foreach (var createdAt in other.BatchesCreatedAt)
        {
            BatchesCreatedAt.Add(createdAt);
        }

        foreach (var batch in other.BatchesEnded)
        {
            BatchesEnded.Add(batch);
        }

        Generator = Generator.WorseOf(other.Generator);
    }

    /// <summary>Begins another second.</summary>
    public void Clear(long second)
    {
        Second = second;
        Users = 0;
        IterationsStarted = 0;
        IterationsEnded = 0;
        foreach (var step in Steps)
        {
            step.Clear();
        }

        Failures.Clear();
        BatchesCreated = 0;
        RowsCreated = 0;
        BatchesCreatedAt.Clear();
        BatchesEnded.Clear();
        Generator = default;
    }
}
