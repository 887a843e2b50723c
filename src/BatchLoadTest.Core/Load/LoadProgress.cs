namespace BatchLoadTest.Load;

/// <summary>What an engine is doing right now, for views. Written by the engine, read from any thread.</summary>
public sealed class LoadProgress
{
    private int users;
    private int peakUsers;
    private long started;
    private long ended;
    private long failed;
    private int stopping;

    /// <summary>Virtual users that run now.</summary>
    public int Users => Volatile.Read(ref users);

    /// <summary>The most that ran at one time.</summary>
    public int PeakUsers => Volatile.Read(ref peakUsers);

    /// <summary>Iterations begun.</summary>
    public long Started => Volatile.Read(ref started);

    /// <summary>Iterations that ended, in whatever way.</summary>
    public long Ended => Volatile.Read(ref ended);

    /// <summary>Of those, the ones that failed.</summary>
    public long Failed => Volatile.Read(ref failed);

    /// <summary>Whether nothing new starts any more.</summary>
    public bool IsStopping => Volatile.Read(ref stopping) != 0;

    /// <summary>A user has started.</summary>
    public void UserStarted()
    {
        var now = Interlocked.Increment(ref users);
        int peak;
        while ((peak = Volatile.Read(ref peakUsers)) < now)
        {
            Interlocked.CompareExchange(ref peakUsers, now, peak);
        }
    }

    /// <summary>A user has ended.</summary>
    public void UserEnded() => Interlocked.Decrement(ref users);

    /// <summary>An iteration has begun.</summary>
    public void IterationStarted() => Interlocked.Increment(ref started);

    /// <summary>An iteration has ended.</summary>
    public void IterationEnded(IterationResult result)
    {
        // First: no reader of both may find more failed than ended.
        Interlocked.Increment(ref ended);
        if (result == IterationResult.Failed)
        {
            Interlocked.Increment(ref failed);
        }
    }

    /// <summary>Nothing new starts from now on.</summary>
    public void Stopping() => Volatile.Write(ref stopping, 1);
}
