using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster;

/// <summary>
/// A run that another master began: its parts as that one's journal has them, who of its workers is still awaited, and what
/// those who come back have. One caller at a time.
/// </summary>
internal sealed class TakenOver
{
    /// <summary>A worker comes back so long after the new master has begun; longer than a call to the old one takes.</summary>
    public static readonly TimeSpan ReturnTime = TimeSpan.FromSeconds(15);

    private readonly ClusterRunParts run;
    private readonly KeptRun kept;
    private readonly ClusterParts parts;
    private readonly ClusterLoad load;
    private readonly PartEnds ends;
    private readonly BatchesInFlight batches;
    private readonly TimeProvider timeProvider;
    private readonly long began;

    private bool isSettled;

    // Parts to which nobody has come back yet, and what those who have were given by the other master.
    private readonly HashSet<WorkerAddress> awaited = [];
    private readonly Dictionary<WorkerAddress, Lease> returned = [];

    // Batches that were in flight then, as far as nobody has come back with them.
    private readonly Dictionary<string, OpenBatch> unowned;
    private readonly List<string> notices = [];

    /// <summary>All parts are as the journal has them; those that were not over are waited for.</summary>
    public TakenOver(
        ClusterRunParts run,
        KeptRun kept,
        ClusterParts parts,
        ClusterLoad load,
        PartEnds ends,
        BatchesInFlight batches,
        TimeProvider timeProvider
    )
    {
        (this.run, this.kept, this.parts, this.load, this.ends) = (run, kept, parts, load, ends);
        (this.batches, this.timeProvider) = (batches, timeProvider);
        began = timeProvider.GetTimestamp();
        unowned = kept.Open.ToDictionary(batch => batch.Id, StringComparer.Ordinal);
        load.Hold(kept.StartAt);
        run.Merge.Continue(kept.Second);
        foreach (var worker in kept.Workers)
        {
            Add(worker);
        }

        notices.Add(LossWords.StartedAnew(load.Now - run.Plan.WarmUp, SinceThen));
    }

    /// <summary>What a reader of the report must know, a line each.</summary>
    public IReadOnlyList<string> Notices => notices;

    private TimeSpan SinceThen => timeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(kept.Second + 1);

    /// <summary>A worker comes back.</summary>
    /// <returns>Whether it was the last one: all are to hear how it goes on.</returns>
    public bool Return(WorkerAddress from, WorkerStanding standing, WorkerTick tick)
    {
        var place = awaited.FirstOrDefault(worker => parts[worker].Number == standing.Number);
        if (place == default || parts.Find(from) is not null || standing.Lease.RunId != run.Order.RunId)
        {
            return false;
        }

        awaited.Remove(place);
        var part = parts.Move(place, from);
        part.Hello = standing.Hello;
        load.Bring(from, tick, part.Begun);
        returned.Add(from, standing.Lease);
        batches.Restore(from, standing.Open, tick.AdoptedUpTo);
        foreach (var batch in standing.Open.Select(batch => batch.Id).Concat(standing.Ended))
        {
            unowned.Remove(batch);
        }

        if (standing.Key is { } key)
        {
            run.KeyBack(key);
        }

        run.Note($"worker {part.Hello.Name} is back ({awaited.Count} to come)");
        if (awaited.Count > 0)
        {
            return false;
        }

        Settle();
        return true;
    }

    /// <summary>Gives up those who do not come back.</summary>
    /// <returns>Whether it has just done so: all are to hear how it goes on.</returns>
    public bool GiveUp()
    {
        // Where all were lost already nobody is awaited.
        if (isSettled || (awaited.Count > 0 && timeProvider.GetElapsedTime(began) < ReturnTime))
        {
            return false;
        }

        foreach (var worker in awaited)
        {
            ends.NotBack(parts[worker]);
        }

        awaited.Clear();
        Settle();
        return true;
    }

    /// <summary>Batches of those who were lost while there was no master, or just before that, are passed on.</summary>
    public void PassOnBatches()
    {
        if (unowned.Count == 0)
        {
            return;
        }

        List<OpenBatch> open = [.. unowned.Values.OrderBy(batch => batch.CreatedAt)];
        unowned.Clear();
        var words = LossWords.BatchesOfNobody(open.Count, ends.PassOn(open, began), SinceThen);
        notices.Add(words);
        run.Note(words);
    }

    private void Add(KeptWorker worker)
    {
        var part = new ClusterPart
        {
            Hello = worker.Hello,
            Number = worker.Number,
            State = worker.State,
            Loss = worker.Loss,
            Problem = worker.End?.Problem,
            Begun = worker.Begun,
            End = worker.End,
            IsEndKept = worker.End is not null,
            HeardAt = began,
        };
        var address = new WorkerAddress($"earlier {worker.Number}");
        parts.Add(address, part);
        if (part.IsUnderWay)
        {
            var position = kept.Positions.GetValueOrDefault(part.Name);
            (part.LastSequence, part.Begun, part.Ended) = (position.Sequence, position.Begun, position.Ended);
            run.Merge.Join(part.Name, kept.Second + 1, position);
            awaited.Add(address);
        }
        else
        {
            load.AddGone(worker.Begun);
        }
    }

    // All are back, or given up: the load is distributed as it was, and what nobody has goes to those who are there.
    private void Settle()
    {
        isSettled = true;
        load.Restore(returned);
        if (!load.IsDraining && !parts.Running.Any(each => returned.ContainsKey(each.Worker)))
        {
            ends.NobodyIsLeft("no worker has come back to the new master");
        }
        else if (!load.IsDraining && run.OnLoss == OnWorkerLoss.Fail && parts.LostWorkers > 0)
        {
            run.CannotGoOn("a worker is lost (--on-worker-loss fail)");
        }

        load.MakeUp(ends.IsMadeUpFor, parts.In(WorkerState.Lost).Count > 0);
        PassOnBatches();
        foreach (var (worker, part) in load.HasMore ? parts.In(WorkerState.Ready) : [])
        {
            load.TakeIn(worker, part);
            ends.Came(worker);
        }

        returned.Clear();
        // Unless one has brought it.
        run.KeyBack(null);
    }
}
