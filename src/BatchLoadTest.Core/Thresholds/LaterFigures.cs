using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>The figures of a run without its first seconds. One writer.</summary>
internal sealed class LaterFigures
{
    private readonly RunStatistics statistics;
    private readonly long begin;
    private readonly TimeSpan leftOut;

    // Of all, and then of each class.
    private readonly List<(long Batches, long Rows)> inFlight = [(0, 0)];
    private bool hasBegun;
    private (RunSnapshot Whole, RunSnapshot Later)? last;

    /// <param name="names">Names of the steps.</param>
    /// <param name="startedAt">When the run started.</param>
    /// <param name="begin">The first second that counts, as Unix time.</param>
    /// <param name="terms">What was asked for; of the load they know nothing.</param>
    public LaterFigures(StepNames names, DateTimeOffset startedAt, long begin, RunTerms terms)
    {
        this.begin = begin;
        var beginsAt = DateTimeOffset.FromUnixTimeSeconds(begin);
        leftOut = beginsAt - startedAt;
        statistics = new RunStatistics(names, beginsAt, terms with { Profile = null });
    }

    /// <summary>Takes a second of the run.</summary>
    public void Add(Interval interval)
    {
        last = null;
        if (interval.Second < begin)
        {
            Count(0, interval);
            for (var number = 1; number <= interval.Classes.Count; number++)
            {
                Count(number, interval.Classes[number - 1]);
            }

            return;
        }

        if (!hasBegun)
        {
            hasBegun = true;
            statistics.Carry(inFlight[0].Batches, inFlight[0].Rows);
            for (var number = 1; number < inFlight.Count; number++)
            {
                statistics.Carry(inFlight[number].Batches, inFlight[number].Rows, number);
            }
        }

        statistics.Add(interval);
    }

    private void Count(int number, Interval interval)
    {
        while (inFlight.Count <= number)
        {
            inFlight.Add((0, 0));
        }

        var (batches, rows) = inFlight[number];
        inFlight[number] = (
            batches + interval.BatchesCreated - interval.BatchesEnded.Count,
            rows + interval.RowsCreated - interval.BatchesEnded.Sum(record => (long)record.Rows)
        );
    }

    /// <summary>The figures at the moment of those of the whole run.</summary>
    public RunSnapshot At(RunSnapshot whole)
    {
        // Several thresholds are judged at one moment, and adding up takes its time.
        if (last is null || !ReferenceEquals(last.Value.Whole, whole))
        {
            var elapsed = whole.Elapsed - leftOut;
            var figures = statistics.Snapshot(whole.Users, elapsed > TimeSpan.Zero ? elapsed : TimeSpan.Zero);
            // Of the load these know nothing.
            last = (whole, figures with { Starts = figures.Starts with { CanDrop = whole.Starts.CanDrop } });
        }

        return last.Value.Later;
    }
}
