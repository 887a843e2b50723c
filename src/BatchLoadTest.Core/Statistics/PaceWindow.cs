using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>What the seconds of one stretch of a run add up to. One writer.</summary>
internal sealed class PaceWindow
{
    /// <summary>Its seconds; there may be some between them that are not in it.</summary>
    public long Seconds { get; private set; }

    /// <summary>Its beginning, from the run's start.</summary>
    public TimeSpan From { get; private set; }

    /// <summary>Its end, likewise.</summary>
    public TimeSpan To { get; private set; }

    /// <summary>Batches that completed in it.</summary>
    public long Completed { get; private set; }

    /// <summary>Rows of their results.</summary>
    public long Rows { get; private set; }

    /// <summary>Batches in flight at the ends of its seconds, added up.</summary>
    public double InFlight { get; private set; }

    /// <summary>Turnaround of the batches that completed, added up.</summary>
    public TimeSpan Turnaround { get; private set; }

    /// <summary>Adds a second.</summary>
    public void Add(Interval interval, TimeSpan begin, TimeSpan end, long inFlight)
    {
        From = Seconds == 0 ? begin : From;
        To = end;
        Seconds++;
        InFlight += inFlight;
        foreach (var batch in interval.BatchesEnded)
        {
            if (batch.HasCompleted)
            {
                Completed++;
                Rows += Math.Max(0, batch.OutputRows) + Math.Max(0, batch.ErrorRows);
                Turnaround += batch.Turnaround;
            }
        }
    }
}
