using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>Running figures of how fast the service worked. One writer.</summary>
/// <param name="profile">The load asked for; null where it is not known.</param>
internal sealed class PaceStatistics(LoadProfile? profile)
{
    private readonly WarmUpBatches warmUp = new();
    private PaceWindow full = new();
    private readonly IReadOnlyList<FlatStretch> flat = profile is null or ClosedLoad ? [] : profile.Flat;
    private readonly Dictionary<FlatStretch, PaceWindow> stretches = [];
    private readonly PaceWindow load = new();
    private readonly LoadLevels levels = new();
    private readonly TurnaroundSeries turnaround = new();
    private TimeSpan queued;
    private long stamped;
    private long inFlight;
    private bool isFull;
    private bool hasWarmUp;

    /// <param name="interval">What happened.</param>
    /// <param name="begin">When its second began, from the run's start.</param>
    public void Add(Interval interval, TimeSpan begin)
    {
        var end = begin + TimeSpan.FromSeconds(1);
        // Those of the warm-up are load too for the batches beside them.
        var number = inFlight + warmUp.InFlight;
        foreach (var createdAt in interval.BatchesCreatedAt)
        {
            levels.Created(createdAt, ++number);
        }

        inFlight += interval.BatchesCreated - interval.BatchesEnded.Count;
        foreach (var batch in interval.BatchesEnded)
        {
            Ended(batch, end);
        }

        var mixed = warmUp.Add(interval);
        // A second that the run did not fill has less of everything.
        if (interval.IsStopping || begin < TimeSpan.Zero)
        {
            return;
        }

        load.Add(interval, begin, end, inFlight);
        if (mixed)
        {
            // One may begin late, after a long upload: the steady part comes after all of them.
            hasWarmUp = true;
            full = new PaceWindow();
            stretches.Clear();
        }
        else
        {
            SteadyAt(begin, end)?.Add(interval, begin, end, inFlight);
        }

        // From the second after the one in which all users ran for the first time.
        isFull |= profile is ClosedLoad closed && interval.Users >= closed.Users;
    }

    public PaceSummary Summarise()
    {
        // Of stretches of one length the first.
        var steady = stretches.Values.Append(full).OrderBy(each => each.From).MaxBy(each => each.Seconds)!;
        var window = steady.Seconds > 0 ? steady : load;
        return new()
        {
            From = window.From,
            To = window.To,
            Seconds = window.Seconds,
            IsWholeLoad = steady.Seconds == 0,
            HasWarmUpInIt = steady.Seconds == 0 && hasWarmUp,
            Completed = window.Completed,
            Rows = window.Rows,
            InFlight = window.Seconds == 0 ? 0 : window.InFlight / window.Seconds,
            Turnaround = window.Completed == 0 ? null : window.Turnaround / window.Completed,
            Growth = turnaround.Growth(window.From, window.To),
            Queued = stamped == 0 ? null : queued / stamped,
            All = levels.All,
            LeastLoaded = levels.LeastLoaded,
        };
    }

    // Of a fixed number of users those that run tell; else the plan.
    private PaceWindow? SteadyAt(TimeSpan begin, TimeSpan end)
    {
        foreach (var stretch in flat)
        {
            if (stretch.Holds(begin, end))
            {
                return stretches.TryGetValue(stretch, out var window) ? window : stretches[stretch] = new PaceWindow();
            }
        }

        return isFull ? full : null;
    }

    private void Ended(BatchRecord batch, TimeSpan at)
    {
        var hasCompleted = batch.HasCompleted;
        levels.Ended(batch.CreatedAt, hasCompleted ? batch.Turnaround : null);
        if (!hasCompleted)
        {
            return;
        }

        turnaround.Add(at, batch.Turnaround);
        if (batch.Phases.Queued is { } waited)
        {
            queued += waited;
            stamped++;
        }
    }
}
