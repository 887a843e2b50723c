using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// Which users of a load are to be there at a moment, where this process has all of them or only some. A place is what the
/// load counts: place n, from 1, is taken as soon as the load wants n users. No clock.
/// </summary>
internal sealed class UserRoster
{
    // No place is as high.
    private const int None = int.MaxValue;

    private readonly Dictionary<int, VirtualUser> present = [];
    private readonly SortedSet<int> taken = [];
    private readonly List<VirtualUser> tooMany = [];
    private readonly Queue<(TimeSpan Due, int Place)> gained = new();
    private readonly double firstPlace;
    private UserLoad load;
    private TimeSpan since;
    private int before;

    // Places of this process whose user is not there; null where all places are its own.
    private SortedSet<int>? missing;

    /// <summary>Without any user yet.</summary>
    /// <param name="load">The whole load.</param>
    /// <param name="part">What of it is this process's.</param>
    /// <param name="firstPlace">See <see cref="UserMoment.FirstPlace"/>.</param>
    public UserRoster(UserLoad load, LoadPart part, double firstPlace = 0)
    {
        this.load = load;
        this.firstPlace = firstPlace;
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

    /// <summary>What is wanted at a moment; ask again after each start.</summary>
    /// <param name="elapsed">Time since the load's start.</param>
    public Demand At(TimeSpan elapsed)
    {
        while (gained.TryPeek(out var first) && first.Due <= elapsed)
        {
            missing!.Add(gained.Dequeue().Place);
        }

        var place = Candidate;
        var wanted = load.DemandAt(new(elapsed - since, place - 1, before, firstPlace));
        if (wanted.Users >= place)
        {
            return new(place, null);
        }

        while (taken.Count > 0 && taken.Max is var last && last > wanted.Users)
        {
            Remove(last);
            missing?.Add(last);
        }

        TimeSpan? due = gained.TryPeek(out var next) ? next.Due : null;
        return new(null, Earlier(since + wanted.Next, due));
    }

    /// <summary>A place is taken.</summary>
    public void Add(int place, VirtualUser user)
    {
        missing?.Remove(place);
        present.Add(place, user);
        taken.Add(place);
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
        missing is null ? present.Count + 1
        : missing.Count > 0 ? missing.Min
        : None;

    private void Divide(LoadPart part)
    {
        gained.Clear();
        if (part.Users is not { } own)
        {
            missing = null;
            return;
        }

        missing = [.. own];
        foreach (
            var later in part.Gained.Where(later => !present.ContainsKey(later.Number)).OrderBy(later => later.After)
        )
        {
            missing.Remove(later.Number);
            gained.Enqueue((part.From + later.After, later.Number));
        }

        HashSet<int> kept = [.. own];
        foreach (var place in taken.ToList())
        {
            missing.Remove(place);
            if (!kept.Contains(place))
            {
                Remove(place);
            }
        }
    }

    private void Remove(int place)
    {
        taken.Remove(place);
        present.Remove(place, out var user);
        tooMany.Add(user!);
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
