using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Cluster;

/// <summary>
/// Who of several workers has which part of a load: each user, each batch in flight and each start belongs to one worker at
/// any time. Spread by cores; a worker that goes leaves its part to the others, one that comes takes from them. A user is
/// given to another worker only when the one that had it says that it has ended. No clock; one caller at a time.
/// </summary>
public sealed class WorkDistribution
{
    // Where the load says nothing of how fast users start.
    private const double UsersPerSecond = 100;

    // Of users without a place of their own: no worker has as many.
    private const int NumbersOfAWorker = 1_000_000;

    private readonly Dictionary<WorkerAddress, Member> members = [];
    private LoadProfile profile;

    // The worker of each place, from 1; null for one that nobody has.
    private WorkerAddress?[] owners;
    private long epoch;
    private TimeSpan from;
    private int joined;

    /// <summary>Nobody has anything yet.</summary>
    /// <param name="profile">The whole load.</param>
    public WorkDistribution(LoadProfile profile)
    {
        this.profile = profile;
        owners = new WorkerAddress?[PlacesOf(profile)];
    }

    /// <summary>Rises with each distribution.</summary>
    public long Epoch => epoch;

    /// <summary>The load begins with these workers.</summary>
    public void Begin(IEnumerable<(WorkerAddress Worker, int Cores)> workers)
    {
        foreach (var (worker, cores) in workers)
        {
            Enlist(worker, cores);
        }

        foreach (var place in Free().ToList())
        {
            Give(place);
        }
    }

    /// <summary>Goes on with what another master has distributed.</summary>
    /// <param name="workers">Who has what.</param>
    public void Restore(IReadOnlyList<(WorkerAddress Worker, int Cores, LoadPart Part)> workers)
    {
        foreach (
            var (worker, cores, part) in workers
                .OrderBy(each => each.Part.NumbersFrom)
                .ThenBy(each => each.Part.Arrivals.First)
        )
        {
            joined = Math.Max(joined, part.NumbersFrom / NumbersOfAWorker);
            Enlist(worker, cores);
            (epoch, from) = part.Epoch > epoch ? (part.Epoch, part.From) : (epoch, from);
            foreach (var place in (part.Users ?? []).Where(place => place <= owners.Length))
            {
                owners[place - 1] = worker;
                members[worker].Places++;
            }
        }

        foreach (var (worker, _, part) in workers.Where(each => each.Part.Epoch == epoch))
        {
            members[worker].Gained.AddRange(part.Gained);
        }
    }

    /// <summary>Somebody is missing: the others have at once what nobody has.</summary>
    /// <param name="at">When they begin with it, since the load's start.</param>
    /// <param name="running">Places that the load wants taken by then; those after it start by the plan.</param>
    public void Reassign(TimeSpan at, int running) => Spread(at, running);

    /// <summary>A worker comes while the load goes on.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="cores">Its processors.</param>
    /// <param name="at">When the others are to follow, since the load's start.</param>
    public void Add(WorkerAddress worker, int cores, TimeSpan at)
    {
        Enlist(worker, cores);
        Next(at);
        var all = members.Values.Sum(member => member.Cores);
        foreach (var (other, member) in members.Where(each => each.Key != worker))
        {
            var fair = (int)Math.Round((double)owners.Length * member.Cores / all, MidpointRounding.AwayFromZero);
            Release(other, member, fair);
        }
    }

    /// <summary>A worker is gone: what it had the others have at once.</summary>
    /// <param name="worker">Which one.</param>
    /// <param name="at">When the others begin with it, since the load's start.</param>
    /// <param name="running">Places that the load wants taken by then; those after it start by the plan.</param>
    public void Remove(WorkerAddress worker, TimeSpan at, int running)
    {
        if (!members.Remove(worker))
        {
            return;
        }

        for (var place = 0; place < owners.Length; place++)
        {
            if (owners[place] == worker)
            {
                owners[place] = null;
            }
        }

        Spread(at, running);
    }

    /// <summary>Gives free places to those who have too few of them. Nothing changes where there is none.</summary>
    /// <param name="at">When they begin with them, since the load's start.</param>
    /// <param name="running">Places that the load wants taken by then.</param>
    /// <returns>Whether anything was given.</returns>
    public bool Distribute(TimeSpan at, int running)
    {
        if (members.Count == 0 || !Free().Any())
        {
            return false;
        }

        Spread(at, running);
        return true;
    }

    /// <summary>
    /// A worker that has heard of the last change says which of the users that it had to give away have not ended yet.
    /// </summary>
    public void Leaving(WorkerAddress worker, IReadOnlyCollection<int> places)
    {
        if (members.TryGetValue(worker, out var member))
        {
            member.Leaving.Clear();
            member.Leaving.UnionWith(places);
        }
    }

    /// <summary>The load itself changes: there may be more places.</summary>
    public void Change(LoadProfile wanted, TimeSpan at)
    {
        profile = wanted;
        if (PlacesOf(wanted) is var places && places > owners.Length)
        {
            Array.Resize(ref owners, places);
        }

        Next(at);
        foreach (var place in Free().ToList())
        {
            Give(place);
        }
    }

    /// <summary>What one worker has now.</summary>
    public LoadPart PartOf(WorkerAddress worker)
    {
        if (!members.TryGetValue(worker, out var member))
        {
            return LoadPart.Nothing with { Epoch = epoch, From = from };
        }

        var (before, cores, all) = CoresOf(member);
        return new LoadPart
        {
            Epoch = epoch,
            From = from,
            Users =
            [
                .. Enumerable
                    .Range(0, owners.Length)
                    .Where(place => owners[place] == worker)
                    .Select(place => place + 1),
            ],
            Gained = [.. member.Gained],
            Arrivals = new ArrivalShare(before, cores, all),
            MostUsers = profile is UserLoad ? null : (int)Math.Max(1, ShareOf(worker, profile.MostUsers)),
            NumbersFrom = profile is UserLoad ? 0 : member.Order * NumbersOfAWorker,
        };
    }

    /// <summary>The share of a number of things: those of all add up to it.</summary>
    public long ShareOf(WorkerAddress worker, long things)
    {
        var (before, cores, all) = CoresOf(members[worker]);
        return (things * (before + cores) / all) - (things * before / all);
    }

    /// <summary>How much of the load a worker has, beside the others: one who has no user does nothing.</summary>
    public int WeightOf(WorkerAddress worker) =>
        !members.TryGetValue(worker, out var member) ? 0
        : owners.Length == 0 ? member.Cores
        : member.Places;

    private static int PlacesOf(LoadProfile profile) =>
        profile switch
        {
            UserLoad load => load.MostUsers,
            InFlightLoad inFlight => inFlight.Batches,
            _ => 0,
        };

    private (int Before, int Own, int All) CoresOf(Member member) =>
        (
            members.Values.TakeWhile(each => each != member).Sum(each => each.Cores),
            member.Cores,
            members.Values.Sum(each => each.Cores)
        );

    private IEnumerable<int> Free() =>
        Enumerable.Range(0, owners.Length).Where(place => owners[place] is null && !IsLeaving(place));

    private void Spread(TimeSpan at, int running)
    {
        Next(at);
        var rate = profile is ClosedLoad closed ? closed.SpawnRate : UsersPerSecond;
        var late = 0;
        foreach (var place in Free().ToList())
        {
            if (Give(place) is { } member && place < running)
            {
                member.Gained.Add(new GainedUser(place + 1, TimeSpan.FromSeconds(late++ / rate)));
            }
        }
    }

    private void Enlist(WorkerAddress worker, int cores) =>
        members.Add(worker, new Member { Cores = Math.Max(1, cores), Order = joined++ });

    // Each change comes with starts drawn anew.
    private void Next(TimeSpan at)
    {
        (epoch, from) = (epoch + 1, at);
        foreach (var member in members.Values)
        {
            member.Gained.Clear();
        }
    }

    // To whoever has the fewest for its cores; of equals, to the first that came. Where nobody is there, nobody has it.
    private Member? Give(int place)
    {
        if (members.Count == 0)
        {
            return null;
        }

        var (worker, member) = members.MinBy(each => ((each.Value.Places + 1.0) / each.Value.Cores, each.Value.Order));
        owners[place] = worker;
        member.Places++;
        return member;
    }

    private void Release(WorkerAddress worker, Member member, int fair)
    {
        for (var place = owners.Length - 1; place >= 0 && member.Places > fair; place--)
        {
            if (owners[place] == worker)
            {
                owners[place] = null;
                member.Leaving.Add(place + 1);
                member.Places--;
            }
        }
    }

    private bool IsLeaving(int place) => members.Values.Any(member => member.Leaving.Contains(place + 1));

    private sealed class Member
    {
        public required int Cores { get; init; }

        public required int Order { get; init; }

        public int Places { get; set; }

        public HashSet<int> Leaving { get; } = [];

        public List<GainedUser> Gained { get; } = [];
    }
}
