using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster;

/// <summary>
/// What becomes of a worker's part when it has ended, is to end or is lost: who has its users, its iterations and its batches
/// in flight then, and what a reader of the report must know. One caller at a time.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="parts">Its workers.</param>
/// <param name="load">What they are given.</param>
/// <param name="batches">What is in flight at which of them.</param>
/// <param name="timeProvider">The master's clock.</param>
internal sealed class PartEnds(
    ClusterRunParts run,
    ClusterParts parts,
    ClusterLoad load,
    BatchesInFlight batches,
    TimeProvider timeProvider
)
{
    /// <summary>Whether others have what one leaves.</summary>
    public bool IsMadeUpFor => run.OnLoss == OnWorkerLoss.Rebalance;

    /// <summary>It has come to its end, and has said all.</summary>
    /// <returns>Whether others have to hear of it.</returns>
    public bool Ended(WorkerAddress worker, ClusterPart part, WorkerEnd end)
    {
        part.End = end;
        (part.State, part.Problem) = (end.Problem is null ? WorkerState.Ended : WorkerState.Failed, end.Problem);
        part.Users = 0;
        run.Merge.Leave(part.Name);
        load.Leave(worker, IsMadeUpFor);
        if (end.Problem is { } problem)
        {
            run.CannotGoOn($"worker {part.Hello.Name}: {problem}");
        }

        // What it was given and did not take any more.
        var open = batches.Release(worker);
        var given = PassOn(open);
        if (open.Count > 0)
        {
            part.Loss = LossWords.EndedBefore(part.Hello.Name, open.Count, given);
        }

        part.KeepIn(run.Keeping);
        return given.Length > 0;
    }

    /// <summary>Its machine tells it to end: what runs there ends in peace; what it would have started the others start at once.</summary>
    /// <returns>Whether others have to hear of it.</returns>
    public bool Told(WorkerAddress worker, ClusterPart part)
    {
        part.State = WorkerState.Ending;
        part.Loss = LossWords.ToldToEnd(part.Hello.Name, load.Now - run.Plan.WarmUp, IsMadeUpFor);
        part.KeepIn(run.Keeping);
        run.Note($"worker {part.Hello.Name} is told to end by its machine");
        return Redistribute(worker, part);
    }

    /// <summary>Nobody hears of it any more.</summary>
    /// <returns>Whether others have to hear of it.</returns>
    public bool Lost(WorkerAddress worker, ClusterPart part)
    {
        var (ran, users) = (part.IsUnderWay, part.Users);
        (part.State, part.Users) = (WorkerState.Lost, 0);
        load.Leave(worker, IsMadeUpFor);
        if (!ran)
        {
            return false;
        }

        var begun = part.Begun + batches.TakenOverBy(worker);
        var open = batches.Release(worker);
        var isPassedOn = Redistribute(worker, part);
        var given = PassOn(open);
        var cutOff = begun - part.Ended - (given.Length > 0 ? open.Count : 0);
        var doubt = Doubt(part, isPassedOn);
        run.Merge.Leave(part.Name);
        var silent = timeProvider.GetElapsedTime(part.HeardAt);
        part.Loss =
            LossWords.Lost(
                part.Hello.Name,
                users,
                (load.Now - run.Plan.WarmUp, silent),
                doubt,
                Math.Max(0, cutOff),
                IsMadeUpFor
            ) + LossWords.Batches(open.Count, given, silent);
        run.Note(part.Loss);
        part.KeepIn(run.Keeping);
        return isPassedOn || given.Length > 0;
    }

    /// <summary>It does not come back to a master that was started in place of another one.</summary>
    public void NotBack(ClusterPart part)
    {
        (part.State, part.Users) = (WorkerState.Lost, 0);
        load.AddGone(part.Begun);
        part.Loss = LossWords.NotBack(part.Hello.Name, Doubt(part, isMadeUpFor: false));
        run.Merge.Leave(part.Name);
        run.Note(part.Loss);
        part.KeepIn(run.Keeping);
    }

    /// <summary>Batches of which nothing more comes: others go on with them, or their end is not awaited.</summary>
    /// <returns>Who has how many, for a person; empty where nobody does.</returns>
    public string PassOn(IReadOnlyList<OpenBatch> open)
    {
        var others = parts.Running;
        if (IsMadeUpFor && !load.IsDraining && others.Count > 0)
        {
            var given = batches.Give(open, [.. others.Select(each => (each.Worker, each.Part.Hello.Cores))]);
            return string.Join(", ", given.Select(each => $"{each.Batches} by {parts[each.Worker].Hello.Name}"));
        }

        var now = timeProvider.GetUtcNow();
        run.Merge.AddEnded(open.Select(batch => BatchesInFlight.Unfinished(batch, now)), now.ToUnixTimeSeconds());
        return "";
    }

    // Whether the others have what it had.
    private bool Redistribute(WorkerAddress worker, ClusterPart part)
    {
        // Where nothing is left to begin there is nothing to take over.
        if (!load.HasMore)
        {
            return false;
        }

        if (run.OnLoss == OnWorkerLoss.Fail)
        {
            run.CannotGoOn($"worker {part.Hello.Name} is lost (--on-worker-loss fail)");
        }
        else if (parts.Running.Count == 0)
        {
            run.CannotGoOn($"worker {part.Hello.Name} is lost, and no other one is there");
        }
        else if (IsMadeUpFor && !load.IsHeld)
        {
            load.PassOn(worker);
            return true;
        }

        return false;
    }

    // From its last second until the others have begun with all that was its own, or until its loss was known.
    private (TimeSpan From, TimeSpan To) Doubt(ClusterPart part, bool isMadeUpFor)
    {
        var to = load.Now + (isMadeUpFor ? ClusterLoad.Ahead + load.LastGain() : TimeSpan.Zero);
        var first = run.Merge.LastOf(part.Name) + 1;
        var from = DateTimeOffset.FromUnixTimeSeconds(first) - load.StartAt;
        run.Merge.Doubt(first, (load.StartAt + to).ToUnixTimeSeconds(), to - from);
        return (from - run.Plan.WarmUp, to - run.Plan.WarmUp);
    }
}
