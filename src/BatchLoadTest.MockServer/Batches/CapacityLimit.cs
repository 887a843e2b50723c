namespace BatchLoadTest.MockServer.Batches;

/// <summary>Lets a batch be created only while fewer than so many are unfinished.</summary>
/// <param name="limit">How many may be; 0 is no limit.</param>
internal sealed class CapacityLimit(int limit)
{
    private readonly Lock gate = new();
    private readonly List<Batch> unfinished = [];
    private long refused;

    /// <summary>Creations refused since the start or the last reset.</summary>
    public long Refused => Interlocked.Read(ref refused);

    public void ResetCount() => Interlocked.Exchange(ref refused, 0);

    /// <summary>Gives the place of a batch back that is no more.</summary>
    public void Forget(Batch batch)
    {
        lock (gate)
        {
            unfinished.Remove(batch);
        }
    }

    /// <summary>Counts a batch again that goes on: it needs no place, but takes one.</summary>
    public void Resume(Batch batch)
    {
        if (limit == 0)
        {
            return;
        }

        lock (gate)
        {
            if (!unfinished.Contains(batch))
            {
                unfinished.Add(batch);
            }
        }
    }

    /// <summary>Creates a batch, or says that there is no room for one; it may come to nothing for other reasons.</summary>
    public bool TryCreate(DateTimeOffset now, Func<Batch?> create, out Batch? batch)
    {
        if (limit == 0)
        {
            batch = create();
            return true;
        }

        // Under the lock, so that of two at one time only one gets the last place.
        lock (gate)
        {
            unfinished.RemoveAll(known => known.At(now).HasEnded);
            if (unfinished.Count >= limit)
            {
                Interlocked.Increment(ref refused);
                batch = null;
                return false;
            }

            batch = create();
            if (batch is not null)
            {
                unfinished.Add(batch);
            }

            return true;
        }
    }
}
