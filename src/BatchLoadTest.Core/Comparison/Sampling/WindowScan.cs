using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>The parts of a run that may be compared, found in one pass over its seconds.</summary>
internal sealed class WindowScan
{
    private readonly int peak;

    // What the plan says of it; null where users tell.
    private readonly (long First, long Last)? flat;
    private readonly long loadFirst;

    // The first second after all batches of the warm-up.
    private readonly long settledFrom;
    private readonly long loadLast;
    private readonly SampleCounts everything;
    private readonly SampleCounts load;
    private readonly SampleCounts sincePeak;
    private long steadyFirst = long.MaxValue;
    private RunWindow? steady;

    private WindowScan(RecordedRun run)
    {
        var terms = RecordedRun.TermsOf(run.Run);
        (everything, load, sincePeak) = (new SampleCounts(terms), new SampleCounts(terms), new SampleCounts(terms));
        // Only of a closed load the users tell. Where they come as they are needed, there are most of them when the
        // service is slowest, and those seconds alone would be a choice by result: there the plan tells.
        peak = run.Run.Plan.Profile is ClosedLoad ? run.Ending.Load.PeakUsers : int.MaxValue;
        // A second that the run did not fill has fewer requests for that reason alone.
        var start = run.Run.StartedAt + run.Ending.Load.BeganAfter;
        loadFirst = CeilingSecond(start);
        loadLast = LastSecond(start + run.Ending.Load.LoadTime);
        settledFrom = Math.Max(loadFirst, AfterWarmUp(run));
        flat = run.Run.Plan.Profile is ClosedLoad ? null : FlatOf(run);
        foreach (var interval in run.History.Read())
        {
            Add(interval);
        }
    }

    /// <summary>
    /// Of a fixed number of users from the second after the one in which all ran for the first time to the last one in
    /// which they did; else the longest stretch in which the plan asks for the same; within the load, and empty where
    /// there is none.
    /// </summary>
    public RunWindow Steady => steady ?? new RunWindow(0, -1, new SampleCounts(RunTerms.None));

    /// <summary>Every whole second from the start of the load to its end.</summary>
    public RunWindow Load => new(loadFirst, loadLast, load);

    /// <summary>Everything, what ended after the load included.</summary>
    public RunWindow Everything => new(long.MinValue / 4, long.MaxValue / 4, everything);

    /// <summary>Goes through a run.</summary>
    public static WindowScan Of(RecordedRun run) => new(run);

    private void Add(Interval interval)
    {
        everything.Add(interval);
        if (interval.Second < loadFirst || interval.Second > loadLast)
        {
            return;
        }

        load.Add(interval);
        if (interval.Second < settledFrom)
        {
            // All users may run already: then the steady part begins as soon as it may.
            if (peak > 0 && interval.Users >= peak)
            {
                steadyFirst = settledFrom;
            }

            return;
        }

        if (flat is { } planned)
        {
            AddPlanned(interval, planned);
            return;
        }

        var all = peak > 0 && interval.Users >= peak;
        if (interval.Second >= steadyFirst)
        {
            sincePeak.Add(interval);
            if (all)
            {
                steady = new RunWindow(steadyFirst, interval.Second, sincePeak.Copy());
            }
        }
        else if (all)
        {
            steadyFirst = interval.Second + 1;
        }
    }

    private void AddPlanned(Interval interval, (long First, long Last) planned)
    {
        if (interval.Second >= planned.First && interval.Second <= planned.Last)
        {
            sincePeak.Add(interval);
            // Seconds of which nothing was recorded belong to it.
            steady ??= new RunWindow(planned.First, planned.Last, sincePeak);
        }
    }

    // The longest; whole seconds, until somebody took over from the plan.
    private (long First, long Last)? FlatOf(RecordedRun run)
    {
        var start = run.Run.StartedAt + run.Ending.Load.BeganAfter;
        var end = run.Ending.Load.ChangedAt is { } changed ? Math.Min(loadLast, LastSecond(start + changed)) : loadLast;
        return run
            .Run.Plan.Profile.Flat.Select(stretch =>
                (
                    First: Math.Max(settledFrom, CeilingSecond(start + stretch.From)),
                    Last: Math.Min(end, stretch.To is { } to ? LastSecond(start + to) : end)
                )
            )
            .Cast<(long First, long Last)?>()
            .MaxBy(each => each!.Value.Last - each.Value.First);
    }

    // Batches of the warm-up are in no figure, and take the service's time from those that are.
    private static long AfterWarmUp(RecordedRun run)
    {
        if (run.Run.Plan.WarmUp <= TimeSpan.Zero)
        {
            return long.MinValue;
        }

        WarmUpBatches batches = new();
        var after = long.MinValue;
        foreach (var interval in run.History.Read())
        {
            after = batches.Add(interval) ? interval.Second + 1 : after;
        }

        return after;
    }

    // The last one that is whole before a moment.
    private static long LastSecond(DateTimeOffset end) => end.ToUnixTimeSeconds() - 1;

    private static long CeilingSecond(DateTimeOffset time)
    {
        var second = time.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(second) < time ? second + 1 : second;
    }
}
