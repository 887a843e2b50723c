using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Cluster;

/// <summary>
/// Which share of the load a worker applies: the one that it was given last, from the moment that it names; nothing while
/// the worker is cut off. From any thread.
/// </summary>
/// <param name="first">The share with which the run begins.</param>
/// <param name="timeProvider">The master's clock.</param>
public sealed class LeaseInForce(Lease first, TimeProvider timeProvider) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource over = new();
    private LoadControl? load;
    private Lease latest = first;
    private Lease applied = first;
    private bool isCutOff;

    /// <summary>The share with which the run begins.</summary>
    public Lease First { get; } = first;

    /// <summary>The one that was given last.</summary>
    public Lease Latest
    {
        get
        {
            lock (gate)
            {
                return latest;
            }
        }
    }

    /// <summary>The epoch that is in force.</summary>
    public long Epoch
    {
        get
        {
            lock (gate)
            {
                return applied.Epoch;
            }
        }
    }

    /// <summary>The load as a share of it asks for it.</summary>
    public static LoadWish WishOf(Lease lease) =>
        new(ProfileText.Read(lease.Profile), lease.Part, lease.ProfileFrom ?? TimeSpan.Zero, lease.UsersBefore);

    /// <summary>The load goes on from here: what was given before is applied too.</summary>
    public void Begin(LoadControl control)
    {
        Lease waiting;
        lock (gate)
        {
            load = control;
            waiting = latest;
        }

        _ = ApplyAsync(waiting);
    }

    /// <summary>Another share.</summary>
    /// <returns>Whether it is a newer one.</returns>
    public bool Take(Lease next)
    {
        lock (gate)
        {
            if (next.Epoch <= latest.Epoch)
            {
                return false;
            }

            latest = next;
        }

        _ = ApplyAsync(next);
        return true;
    }

    /// <summary>Nothing was heard of the master for so long that others may do this work: nothing is started.</summary>
    public void CutOff()
    {
        lock (gate)
        {
            if (isCutOff)
            {
                return;
            }

            isCutOff = true;
            load?.Change(WishOf(applied) with { Part = LoadPart.Nothing });
        }
    }

    /// <summary>The master is heard of again: the share goes on, with what was given meanwhile.</summary>
    public void Restore()
    {
        Lease waiting;
        lock (gate)
        {
            if (!isCutOff)
            {
                return;
            }

            isCutOff = false;
            load?.Change(WishOf(applied));
            waiting = latest;
        }

        // One whose moment came meanwhile found nothing that it could change.
        _ = ApplyAsync(waiting);
    }

    /// <summary>Nothing is applied any more.</summary>
    public void Dispose()
    {
        over.Cancel();
        over.Dispose();
    }

    private async Task ApplyAsync(Lease next)
    {
        var wait = next.StartAt + next.Part.From - timeProvider.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, timeProvider, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lock (gate)
        {
            if (load is not null && !isCutOff && next.Epoch > applied.Epoch && !over.IsCancellationRequested)
            {
                applied = next;
                load.Change(WishOf(next));
            }
        }
    }
}
