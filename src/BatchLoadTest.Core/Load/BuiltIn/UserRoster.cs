using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// Which users of a load are to be there at a moment, where this process has all of them or only some. A place is what the
/// load counts: place n, from 1, is taken as soon as the load wants n users. A user that is one too many has its place until
/// its iteration has ended: nobody else is given it, and it counts among those that run. No clock.
/// </summary>
internal sealed class UserRoster
{
    // No place is as high.
    private const int None = int.MaxValue;

    private readonly Dictionary<int, VirtualUser> present = [];
    private readonly SortedSet<int> taken = [];
    private readonly HashSet<int> leaving = [];
    private readonly List<VirtualUser> tooMany = [];
    private readonly Queue<(TimeSpan Due, int Place)> gained = new();
    private UserLoad load;
    private TimeSpan since;
    private int before;

    // Places of this process without a user: where all places are its own (null), those below the highest one ever taken.
    private HashSet<int>? own;
    private readonly SortedSet<int> missing = [];
    private int highest;

    /// <summary>Without any user yet.</summary>
    /// <param name="load">The whole load.</param>
    /// <param name="part">What of it is this process's.</param>
    public UserRoster(UserLoad load, LoadPart part)
    {
        this.load = load;
        Divide(part);
    }

    /// <summary>What is wanted at a moment.</summary>
    /// <param name="Start">The next place to be taken now; null for none.</param>
    /// <param name="Next">Else when to ask again, since the load's start; null where nothing changes any more.</param>
    public readonly record struct Demand(int? Start, TimeSpan? Next);

    /// <summary>Another load or another part comes into force.</summary>
    public void Change(LoadWish wish, TimeSpan elapsed)
    {
        since = wish.Since ?? elapsed;
        load = (UserLoad)wish.Profile;
        before = Math.Min(wish.UsersBefore ?? present.Count, load.MostUsers);
        Divide(wish.Part);
    }

    /// <summary>Whether users are still at the iteration after which they end.</summary>
    public bool HasLeaving => leaving.Count > 0;

    /// <summary>What is wanted at a moment; ask again after each start, and when a user has left.</summary>
    /// <param name="elapsed">Time since the load's start.</param>
    public Demand At(TimeSpan elapsed)
    {
        while (gained.TryPeek(out var first) && first.Due <= elapsed)
        {
            Vacate(gained.Dequeue().Place);
        }

        var most = load.MostAt(elapsed - since);
        while (taken.Count > 0 && taken.Max is var last && last > most)
        {
            Remove(last);
        }

        var place = Candidate;
        var wanted = load.DemandAt(new(elapsed - since, place - 1, before));
        if (wanted.Users >= place && HasRoom(most))
        {
            return new(place, null);
        }

        // What was due by now waits for a user to leave.
        var change = wanted.Next > elapsed - since ? since + wanted.Next : null;
        TimeSpan? due = gained.TryPeek(out var next) ? next.Due : null;
        return new(null, Earlier(change, due));
    }

    /// <summary>A place is taken.</summary>
    public void Add(int place, VirtualUser user)
    {
        missing.Remove(place);
        highest = Math.Max(highest, place);
        present.Add(place, user);
        taken.Add(place);
    }

    /// <summary>A user that was to leave has ended.</summary>
    public void Left(int place)
    {
        leaving.Remove(place);
        if (gained.All(later => later.Place != place))
        {
            Vacate(place);
        }
    }

    /// <summary>Users that are to leave, each once.</summary>
    public List<VirtualUser> TakeTooMany()
    {
        List<VirtualUser> all = [.. tooMany];
        tooMany.Clear();
        return all;
    }

    // The lowest place that could be taken next.
    private int Candidate =>
        missing.Count > 0 ? missing.Min
        : own is null ? highest + 1
        : None;

    // As many users as this process may have, or fewer, are still there where some of them leave.
    private bool HasRoom(int most) =>
        leaving.Count == 0
        || present.Count + (own is null ? leaving.Count : leaving.Count(own.Contains))
            < (own?.Count(place => place <= most) ?? most);

    private void Vacate(int place)
    {
        if (own?.Contains(place) != false && !leaving.Contains(place) && !present.ContainsKey(place))
        {
            missing.Add(place);
        }
    }

    private void Divide(LoadPart part)
    {
        gained.Clear();
        missing.Clear();
        if (part.Users is not { } all)
        {
            own = null;
            Enumerable.Range(1, highest).ToList().ForEach(Vacate);
            return;
        }

        own = [.. all];
        foreach (
            var later in part.Gained.Where(later => !present.ContainsKey(later.Number)).OrderBy(later => later.After)
        )
        {
            gained.Enqueue((part.From + later.After, later.Number));
        }

        HashSet<int> awaited = [.. gained.Select(later => later.Place)];
        foreach (var place in own.Where(place => !awaited.Contains(place)))
        {
            Vacate(place);
        }

        foreach (var place in taken.Where(place => !own.Contains(place)).ToList())
        {
            Remove(place);
        }
    }

    private void Remove(int place)
    {
        taken.Remove(place);
        present.Remove(place, out var user);
        leaving.Add(place);
        tooMany.Add(user!);
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
