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
    private readonly Vacancy vacancy = new(run, load, timeProvider);
    private readonly List<string> notices = [];

    /// <summary>Whether no worker is left, and one is waited for.</summary>
    public bool IsVacant => vacancy.IsOpen;

    /// <summary>What a reader of the report must know of times in which there was no worker, a line each.</summary>
    public IReadOnlyList<string> Notices => notices;

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
        var fate = PassOn(open, part.HeardAt);
        if (open.Count > 0)
        {
            part.Loss = LossWords.EndedBefore(part.Hello.Name, open.Count, fate);
        }

        part.KeepIn(run.Keeping);
        return fate.IsAdopted;
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
        var fate = PassOn(open, part.HeardAt);
        var cutOff = begun - part.Ended - (fate.IsAdopted || fate.Waits ? open.Count : 0);
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
                IsMadeUpFor && !IsVacant
            ) + LossWords.Batches(open.Count, fate, silent);
        run.Note(part.Loss);
        part.KeepIn(run.Keeping);
        return isPassedOn || fate.IsAdopted;
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

    /// <summary>Nobody applies the load. Where others are to have what was somebody's, the next worker is waited for.</summary>
    /// <param name="reason">Why, such as <c>worker a is lost</c>.</param>
    public void NobodyIsLeft(string reason)
    {
        if (IsMadeUpFor)
        {
            vacancy.Begin(reason);
        }
        else
        {
            run.CannotGoOn($"{reason}, and no other one is there");
        }
    }

    /// <summary>A worker has come while the load goes on, and has its part of it.</summary>
    public void Came(WorkerAddress worker)
    {
        if (!IsVacant)
        {
            return;
        }

        var until = load.Now + ClusterLoad.Ahead + load.LastGain();
        var (empty, open, unheard) = vacancy.End(until);
        var fate = PassOn(open, timeProvider.GetTimestamp());
        var warmUp = run.Plan.WarmUp;
        var words =
            LossWords.NobodyThere(parts[worker].Hello.Name, (empty.From - warmUp, empty.To - warmUp), until - warmUp)
            + LossWords.Batches(open.Count, fate, unheard);
        notices.Add(words);
        run.Note(words);
    }

    /// <summary>Looks whether another worker is still waited for.</summary>
    /// <param name="isTimeOver">Whether the load's time is over.</param>
    public void LookForAnother(bool isTimeOver)
    {
        if (!IsVacant)
        {
            return;
        }

        if (load.IsDraining)
        {
            EndVacancy();
        }
        else if (vacancy.Vain(isTimeOver) is { } words)
        {
            EndVacancy();
            run.CannotGoOn(words);
        }
    }

    /// <summary>Nobody is waited for any more: what has waited is unfinished.</summary>
    public void EndVacancy()
    {
        var open = vacancy.Close();
        PassOn(open, timeProvider.GetTimestamp());
        if (open.Count > 0)
        {
            notices.Add(LossWords.WaitedInVain(open.Count));
        }
    }

    /// <summary>Batches of which nothing more comes: others go on with them, or their end is not awaited.</summary>
    /// <param name="open">The batches.</param>
    /// <param name="heardAt">When somebody looked after them last, as a timestamp.</param>
    public BatchFate PassOn(IReadOnlyList<OpenBatch> open, long heardAt)
    {
        var others = parts.Running;
        if (IsMadeUpFor && !load.IsDraining && others.Count > 0)
        {
            var given = batches.Give(open, [.. others.Select(each => (each.Worker, each.Part.Hello.Cores))]);
            return new(string.Join(", ", given.Select(each => $"{each.Batches} by {parts[each.Worker].Hello.Name}")));
        }

        if (IsVacant)
        {
            vacancy.Keep(open, heardAt);
            return new("", Waits: true);
        }

        var now = timeProvider.GetUtcNow();
        run.Merge.AddEnded(open.Select(batch => BatchesInFlight.Unfinished(batch, now)), now.ToUnixTimeSeconds());
        return new("");
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
        else if (IsMadeUpFor && !load.IsHeld)
        {
            load.PassOn(worker);
            if (parts.Running.Count > 0)
            {
                return true;
            }

            NobodyIsLeft($"worker {part.Hello.Name} is lost");
        }
        else if (parts.Running.Count == 0)
        {
            NobodyIsLeft($"worker {part.Hello.Name} is lost");
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
