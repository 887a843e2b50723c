using System.Collections.Concurrent;

namespace BatchLoadTest.Load;

/// <summary>What an engine is doing right now, for views. Written by the engine, read from any thread.</summary>
/// <param name="timeProvider">Tells when the load was over; null where nobody asks.</param>
public sealed class LoadProgress(TimeProvider? timeProvider = null)
{
    private int users;
    private int peakUsers;
    private long started;
    private long ended;
    private long failed;
    private long dropped;
    private long late;
    private long warmUpStarted;
    private long warmUpEnded;
    private volatile IterationShare? share;
    private readonly ConcurrentDictionary<int, bool> leaving = new();
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int stopping;
    private long stoppedAt;

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

    /// <summary>Starts that were due and had no free user.</summary>
    public long Dropped => Volatile.Read(ref dropped);

    /// <summary>Iterations that began later than their pacing asked for, because the one before lasted longer.</summary>
    public long LateByPacing => Volatile.Read(ref late);

    /// <summary>Iterations begun in the warm-up, which are in no other count.</summary>
    public long WarmUpStarted => Volatile.Read(ref warmUpStarted);

    /// <summary>Of those, the ones that ended.</summary>
    public long WarmUpEnded => Volatile.Read(ref warmUpEnded);

    /// <summary>Whether nothing new starts any more.</summary>
    public bool IsStopping => Volatile.Read(ref stopping) != 0;

    /// <summary>Completes when nothing new starts any more.</summary>
    public Task Over => over.Task;

    /// <summary>Since when, as a time stamp of the provider; null while new iterations start.</summary>
    public long? StoppedAt => IsStopping ? Volatile.Read(ref stoppedAt) : null;

    /// <summary>Places of users that others have now, as far as the user here has not ended yet.</summary>
    public IReadOnlyCollection<int> Leaving => [.. leaving.Keys];

    /// <summary>
    /// Iterations that this process may begin, of those that several share: with one that has become smaller as far as they
    /// were not begun by then. Null where there is no such share.
    /// </summary>
    public IterationShare? Share
    {
        get => share;
        set => share = value;
    }

    /// <summary>A user is one too many and ends after its iteration.</summary>
    public void UserLeaving(int place) => leaving.TryAdd(place, true);

    /// <summary>It has ended.</summary>
    public void UserLeft(int place) => leaving.TryRemove(place, out _);

    /// <summary>What other processes have done in a second that apply this load together.</summary>
    /// <param name="nowUsers">Users that run now.</param>
    /// <param name="moreStarted">Iterations begun.</param>
    /// <param name="moreEnded">Iterations ended.</param>
    /// <param name="moreFailed">Of those, the ones that failed.</param>
    /// <param name="moreDropped">Starts without a free user.</param>
    /// <param name="moreLate">Iterations late by their pacing.</param>
    public void AddOthers(
        int nowUsers,
        long moreStarted,
        long moreEnded,
        long moreFailed,
        long moreDropped,
        long moreLate
    )
    {
        Volatile.Write(ref users, nowUsers);
        Volatile.Write(ref peakUsers, Math.Max(PeakUsers, nowUsers));
        Interlocked.Add(ref started, moreStarted);
        Interlocked.Add(ref ended, moreEnded);
        Interlocked.Add(ref failed, moreFailed);
        Interlocked.Add(ref dropped, moreDropped);
        Interlocked.Add(ref late, moreLate);
    }

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
    public void IterationStarted(bool isWarmUp = false) =>
        Interlocked.Increment(ref isWarmUp ? ref warmUpStarted : ref started);

    /// <summary>A start was due and had no free user.</summary>
    public void StartDropped() => Interlocked.Increment(ref dropped);

    /// <summary>An iteration began late because the one before lasted longer than the pacing.</summary>
    public void StartedLateByPacing() => Interlocked.Increment(ref late);

    /// <summary>An iteration has ended.</summary>
    public void IterationEnded(IterationResult result, bool isWarmUp = false)
    {
        if (isWarmUp)
        {
            Interlocked.Increment(ref warmUpEnded);
            return;
        }

        // First: no reader of both may find more failed than ended.
        Interlocked.Increment(ref ended);
        if (result == IterationResult.Failed)
        {
            Interlocked.Increment(ref failed);
        }
    }

    /// <summary>Nothing new starts from now on.</summary>
    public void Stopping()
    {
        if (!IsStopping)
        {
            Volatile.Write(ref stoppedAt, timeProvider?.GetTimestamp() ?? 0);
            Volatile.Write(ref stopping, 1);
            over.TrySetResult();
        }
    }
}
