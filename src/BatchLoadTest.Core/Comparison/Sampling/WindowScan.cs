using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Comparison.Sampling;

/// <summary>The parts of a run that may be compared, found in one pass over its seconds.</summary>
internal sealed class WindowScan
{
    private readonly int peak;
    private readonly long loadFirst;
    private readonly long loadLast;
    private readonly SampleCounts everything = new();
    private readonly SampleCounts load = new();
    private readonly SampleCounts sincePeak = new();
    private long steadyFirst = long.MaxValue;
    private RunWindow? steady;

    private WindowScan(RecordedRun run)
    {
        // Only a closed load has a plateau. Where users come as they are needed, there are most of them when the
        // service is slowest, and those seconds alone would be a choice by result.
        peak = run.Run.Plan.Profile is ClosedLoad ? run.Ending.Load.PeakUsers : int.MaxValue;
        // A second that the run did not fill has fewer requests for that reason alone.
        loadFirst = CeilingSecond(run.Run.StartedAt);
        loadLast = (run.Run.StartedAt + run.Ending.Load.LoadTime).ToUnixTimeSeconds() - 1;
        foreach (var interval in run.History.Read())
        {
            Add(interval);
        }
    }

    /// <summary>
    /// From the second after the one in which all users ran for the first time to the last one in which they did,
    /// within the load; empty where there is none.
    /// </summary>
    public RunWindow Steady => steady ?? new RunWindow(0, -1, new SampleCounts());

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

    private static long CeilingSecond(DateTimeOffset time)
    {
        var second = time.ToUnixTimeSeconds();
        return DateTimeOffset.FromUnixTimeSeconds(second) < time ? second + 1 : second;
    }
}
