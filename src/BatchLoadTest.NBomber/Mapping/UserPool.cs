using BatchLoadTest.Load;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>
/// The virtual users. A user sends one request after the other, so each is lent to one scenario copy at a time; how
/// NBomber numbers its copies does not matter. Not thread-safe.
/// </summary>
internal sealed class UserPool(int seed, LoadProgress progress)
{
    private readonly Stack<VirtualUser> free = [];
    private int count;

    /// <summary>Lends a user that is free, or a new one.</summary>
    public VirtualUser Take()
    {
        if (free.TryPop(out var user))
        {
            return user;
        }

        progress.UserStarted();
        count++;
        return new VirtualUser(count, UserRandom.Create(seed, count));
    }

    /// <summary>Takes a user back.</summary>
    public void Return(VirtualUser user) => free.Push(user);

    /// <summary>The load is over for all of them.</summary>
    public void End()
    {
        for (; count > 0; count--)
        {
            progress.UserEnded();
        }
    }
}
