namespace BatchLoadTest.Load.BuiltIn;

/// <summary>
/// Iterations that may still be begun here: the plan's, or one process's share of them, which may grow and shrink. From any
/// thread.
/// </summary>
internal sealed class IterationBudget
{
    private readonly Lock gate = new();
    private readonly LoadProgress progress;
    private readonly Action over;
    private readonly bool isUnlimited;
    private long left;
    private IterationShare? share;
    private bool isClosed;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Nothing is begun yet.</summary>
    /// <param name="limit">Iterations of the whole load; null for no limit.</param>
    /// <param name="share">What of them may be begun here; null for all.</param>
    /// <param name="progress">Shows the share that is in force.</param>
    /// <param name="over">Called when nothing is left, and nothing more will come.</param>
    public IterationBudget(long? limit, IterationShare? share, LoadProgress progress, Action over)
    {
        (this.share, this.progress, this.over) = (share, progress, over);
        isUnlimited = share is null && limit is null;
        left = share?.Most ?? limit ?? 0;
        progress.Share = share;
    }

    /// <summary>Whether it is one process's share, which another one may add to.</summary>
    public bool IsShare => share is not null;

    /// <summary>Completes when there may be more, or will be none; ask again for each.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    /// <summary>Whether nothing is left, and nothing more will come.</summary>
    public bool IsOver
    {
        get
        {
            lock (gate)
            {
                return !isUnlimited && Volatile.Read(ref left) == 0 && share is null or { IsFinal: true };
            }
        }
    }

    /// <summary>Takes one. False where there is none.</summary>
    public bool TryTake()
    {
        if (isUnlimited)
        {
            return true;
        }

        long found;
        while ((found = Volatile.Read(ref left)) > 0)
        {
            if (Interlocked.CompareExchange(ref left, found - 1, found) == found)
            {
                if (found == 1 && IsOver)
                {
                    over();
                }

                return true;
            }
        }

        return false;
    }

    /// <summary>Another share: of a smaller one what was begun stays.</summary>
    /// <param name="next">The share; one that was seen before, or null, changes nothing.</param>
    public void Take(IterationShare? next)
    {
        lock (gate)
        {
            if (isClosed || share is null || next is null || next.Number <= share.Number)
            {
                return;
            }

            var most = next.Most < share.Most ? share.Most - Withdraw(share.Most - next.Most) : next.Most;
            Interlocked.Add(ref left, Math.Max(0, most - share.Most));
            progress.Share = share = next with { Most = most };
            Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }

        if (IsOver)
        {
            over();
        }
    }

    /// <summary>Nothing more is begun: what is left of a share is given up.</summary>
    public void Close()
    {
        lock (gate)
        {
            isClosed = true;
            if (share is not null)
            {
                progress.Share = share = share with { Most = share.Most - Withdraw(long.MaxValue), IsFinal = true };
            }
        }
    }

    // Returns how many of them were still there.
    private long Withdraw(long wanted)
    {
        while (true)
        {
            var found = Volatile.Read(ref left);
            var taken = Math.Min(found, wanted);
            if (Interlocked.CompareExchange(ref left, found - taken, found) == found)
            {
                return taken;
            }
        }
    }
}
