namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// Users of a load that starts iterations and not users: whoever was free last is taken first, so that there are as few, and
/// as many open connections, as are needed. Safe for several threads.
/// </summary>
/// <param name="plan">The load.</param>
/// <param name="most">How many there may be.</param>
/// <param name="numbersFrom">See <see cref="LoadPart.NumbersFrom"/>.</param>
internal sealed class UserPool(LoadPlan plan, int most, int numbersFrom)
{
    private readonly Lock gate = new();
    private readonly Stack<PooledUser> free = new();
    private int count;

    /// <summary>How many there may be from now on; those that there are stay.</summary>
    public int Most { get; set; } = most;

    /// <summary>A free user; null where there are as many as there may be, and all are busy.</summary>
    public PooledUser? Take()
    {
        lock (gate)
        {
            if (free.TryPop(out var user))
            {
                return user;
            }

            if (count >= Most)
            {
                return null;
            }

            var number = numbersFrom + ++count;
            return new PooledUser(number, UserRandom.Create(plan.Seed, number));
        }
    }

    /// <summary>Whether <see cref="Take"/> would find one.</summary>
    public bool HasFree
    {
        get
        {
            lock (gate)
            {
                return free.Count > 0 || count < Most;
            }
        }
    }

    /// <summary>Gives a user back that is free again.</summary>
    public void Return(PooledUser user)
    {
        lock (gate)
        {
            free.Push(user);
        }
    }
}
