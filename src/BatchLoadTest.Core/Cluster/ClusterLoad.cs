using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Cluster;

/// <summary>
/// The load of a run as it is wanted now, and who of its workers is given which part of it, as a lease says it. One caller
/// at a time.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="parts">Its workers.</param>
/// <param name="timeProvider">The master's clock.</param>
internal sealed class ClusterLoad(ClusterRunParts run, ClusterParts parts, TimeProvider timeProvider)
{
    /// <summary>A change comes into force so much later everywhere: by then all have heard of it.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(500);

    private readonly IterationShares? iterations = run.Plan.Iterations is { } all ? new IterationShares(all) : null;
    private WorkDistribution distribution = new(run.Profile);
    private LoadProfile profile = run.Profile;
    private TimeSpan? profileFrom;
    private int usersBefore;
    private DateTimeOffset? startAt;

    // The epoch in which somebody was to give users away last.
    private long releasedIn;
    private bool isInterrupted;
    private bool isAllBegunTold;

    /// <summary>Rises with each change.</summary>
    public long Epoch { get; private set; }

    /// <summary>Whether nothing new is to start.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Whether nothing is given to anybody, as it is not known yet what workers have of another master.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether it has begun.</summary>
    public bool HasBegun => startAt is not null;

    /// <summary>Whether iterations are still to begin that somebody could take over.</summary>
    public bool HasMore => !IsDraining && iterations?.AreBegun != true;

    /// <summary>When it began.</summary>
    public DateTimeOffset StartAt => startAt!.Value;

    /// <summary>Time since then.</summary>
    public TimeSpan Now => timeProvider.GetUtcNow() - StartAt;

    // Users that the load wants at the moment: of these the ones of a lost worker start one after the other.
    private int Wanted => profile.UsersAt(Now - (profileFrom ?? run.Plan.WarmUp)) ?? int.MaxValue;

    /// <summary>It begins, with those who are ready.</summary>
    public void Start(DateTimeOffset at)
    {
        startAt = at;
        Epoch++;
        var ready = parts.In(WorkerState.Ready);
        distribution.Begin(ready.Select(each => (each.Worker, each.Part.Hello.Cores)));
        foreach (var (worker, part) in ready)
        {
            part.Begin(run.Merge, at, run.Keeping);
            iterations?.Add(worker);
        }

        ShareIterations(anew: true);
    }

    /// <summary>A worker comes while it goes on.</summary>
    public void TakeIn(WorkerAddress worker, ClusterPart part)
    {
        part.Begin(run.Merge, timeProvider.GetUtcNow(), run.Keeping);
        iterations?.Add(worker);
        distribution.Add(worker, part.Hello.Cores, Now + Ahead);
        distribution.Distribute(Now + Ahead, Wanted);
        ShareIterations(anew: true);
        releasedIn = ++Epoch;
    }

    /// <summary>Another load is wanted.</summary>
    /// <param name="wanted">The load.</param>
    /// <param name="running">Users that run now.</param>
    public void Change(LoadProfile wanted, int running)
    {
        var at = Now + Ahead;
        (profile, profileFrom, usersBefore) = (wanted, at, running);
        distribution.Change(wanted, at);
        ShareIterations(anew: true);
        Epoch++;
    }

    /// <summary>Nothing new is to start, or nothing is to run any more.</summary>
    public void End(bool isInterrupt)
    {
        (IsDraining, isInterrupted) = (true, isInterrupted || isInterrupt);
        Epoch++;
    }

    /// <summary>A worker says what it has.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="tick">What it says.</param>
    /// <param name="begun">Iterations that it has begun by its seconds.</param>
    /// <param name="givesUp">Whether others begin what it gives up.</param>
    public void Hear(WorkerAddress worker, WorkerTick tick, long begun, bool givesUp)
    {
        // Before it has heard of a change it knows nothing of whom it has to give away.
        if (tick.Epoch >= releasedIn)
        {
            distribution.Leaving(worker, tick.Leaving);
        }

        iterations?.Hear(worker, begun, givesUp ? tick.Iterations : null);
    }

    /// <summary>Users that one had to give away have ended there, or iterations were given up: others have them.</summary>
    /// <returns>Whether anybody has to hear of it.</returns>
    public bool Distribute()
    {
        if (IsDraining || IsHeld || !HasBegun)
        {
            return false;
        }

        var hasUsers = distribution.Distribute(Now + Ahead, Wanted);
        var hasChanged = ShareIterations(anew: hasUsers) || hasUsers;
        Epoch += hasChanged ? 1 : 0;
        return hasChanged;
    }

    /// <summary>The others have what was a worker's.</summary>
    public void PassOn(WorkerAddress worker)
    {
        distribution.Remove(worker, Now + Ahead, Wanted);
        ShareIterations(anew: false);
        Epoch++;
    }

    /// <summary>A worker begins nothing more, and nothing more is heard of it.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="isMadeUpFor">Whether others begin the iterations that it has not.</param>
    public void Leave(WorkerAddress worker, bool isMadeUpFor) => iterations?.Remove(worker, isMadeUpFor);

    /// <summary>How long after a change the last user starts that was another worker's.</summary>
    public TimeSpan LastGain() =>
        parts
            .Running.SelectMany(each => distribution.PartOf(each.Worker).Gained)
            .Select(gained => gained.After)
            .DefaultIfEmpty()
            .Max();

    /// <summary>What a worker is told.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="adoptions">Batches that it is given.</param>
    public Lease LeaseOf(WorkerAddress worker, IReadOnlyList<Adoption> adoptions) =>
        new()
        {
            Epoch = Epoch,
            RunId = run.Order.RunId,
            StartAt = StartAt,
            Profile = ProfileText.Write(profile),
            ProfileFrom = profileFrom,
            UsersBefore = usersBefore,
            Part = distribution.PartOf(worker) with { Iterations = iterations?.Of(worker) },
            Adoptions = adoptions,
            Drain = IsDraining,
            Interrupt = isInterrupted,
        };

    /// <summary>What one is told whose part others have.</summary>
    public Lease Dismissal =>
        new()
        {
            Epoch = long.MaxValue,
            RunId = run.Order.RunId,
            StartAt = StartAt,
            Profile = ProfileText.Write(profile),
            Part = LoadPart.Nothing,
            Drain = true,
            Interrupt = true,
            IsTakenOver = true,
        };

    /// <summary>It began under another master: nothing is given before <see cref="Restore"/>.</summary>
    public void Hold(DateTimeOffset began) => (startAt, IsHeld) = (began, true);

    /// <summary>A worker brings what that master gave it.</summary>
    public void Bring(WorkerAddress worker, WorkerTick tick, long begun) =>
        iterations?.Restore(worker, tick.Standing!.Lease.Part.Iterations, tick.Iterations, begun);

    /// <summary>A worker was gone by then, or does not come back.</summary>
    /// <param name="begun">Iterations that it had begun.</param>
    public void AddGone(long begun) => iterations?.AddGone(begun);

    /// <summary>All are back, or given up: it is as the newest lease says.</summary>
    /// <param name="leases">What each was given.</param>
    public void Restore(IReadOnlyDictionary<WorkerAddress, Lease> leases)
    {
        IsHeld = false;
        if (leases.Count > 0)
        {
            var newest = leases.Values.MaxBy(lease => lease.Epoch)!;
            Epoch = newest.Epoch + 1;
            (IsDraining, isInterrupted) = (IsDraining || newest.Drain, isInterrupted || newest.Interrupt);
            (profile, profileFrom) = (ProfileText.Read(newest.Profile), newest.ProfileFrom);
            usersBefore = newest.UsersBefore;
        }

        distribution = new WorkDistribution(profile);
        distribution.Restore([
            .. parts
                .Running.Where(each => leases.ContainsKey(each.Worker))
                .Select(each => (each.Worker, each.Part.Hello.Cores, leases[each.Worker].Part)),
        ]);
    }

    /// <summary>What nobody has by then.</summary>
    /// <param name="isMadeUpFor">Whether those who are there have it; else nobody does.</param>
    /// <param name="isMissing">Whether somebody's users are.</param>
    public void MakeUp(bool isMadeUpFor, bool isMissing)
    {
        if (!isMadeUpFor)
        {
            iterations?.Forgo();
        }
        else if (isMissing && !IsDraining)
        {
            distribution.Reassign(Now + Ahead, Wanted);
        }

        ShareIterations(anew: false);
    }

    // Whether anybody has to hear of it.
    private bool ShareIterations(bool anew)
    {
        if (iterations is null)
        {
            return false;
        }

        if (iterations.AreBegun)
        {
            // Who waits for more is told once that there are none.
            return !isAllBegunTold && (isAllBegunTold = true);
        }

        return iterations.Distribute(
            parts.Running.Select(each => (each.Worker, distribution.WeightOf(each.Worker))),
            anew
        );
    }
}
