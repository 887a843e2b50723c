using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>How many values of each kind a part of a run holds: what the size of blocks follows from.</summary>
internal sealed class SampleCounts
{
    private PerStep<long> requests = new(_ => 0);
    private long seconds;
    private TimeSpan delays;

    /// <summary>Requests that ended.</summary>
    public long Total => requests.Sum();

    /// <summary>Batches whose end was recorded, unfinished ones apart.</summary>
    public long Ended { get; private set; }

    /// <summary>Batches that ended at the service.</summary>
    public long Turnarounds { get; private set; }

    /// <summary>Batches with this phase.</summary>
    public long Queued { get; private set; }

    /// <summary>Batches with this phase.</summary>
    public long Running { get; private set; }

    /// <summary>Batches with this phase.</summary>
    public long Finalizing { get; private set; }

    /// <summary>Batches whose results were checked.</summary>
    public long Checked { get; private set; }

    /// <summary>The longest delay of the load generator within a second: the mean of all seconds.</summary>
    public TimeSpan MeanDelay => seconds == 0 ? TimeSpan.Zero : delays / seconds;

    /// <summary>Requests of a step that ended.</summary>
    public long Of(Step step) => requests[step];

    /// <summary>Counts what happened in a second.</summary>
    public void Add(Interval interval)
    {
        seconds++;
        delays += interval.Generator.Delay;
        foreach (var step in StepCatalogue.Steps)
        {
            requests[step] += interval.Steps[step].Requests;
        }

        foreach (var batch in interval.BatchesEnded)
        {
            Ended += batch.IsDecided ? 1 : 0;
            Checked += batch.Findings is null ? 0 : 1;
            if (batch.Outcome.HasTurnaround())
            {
                Turnarounds++;
                Queued += batch.Phases.Queued is null ? 0 : 1;
                Running += batch.Phases.Running is null ? 0 : 1;
                Finalizing += batch.Phases.Finalizing is null ? 0 : 1;
            }
        }
    }

    /// <summary>The counts as they stand.</summary>
    public SampleCounts Copy()
    {
        var copy = (SampleCounts)MemberwiseClone();
        copy.requests = requests.Copy();
        return copy;
    }
}
