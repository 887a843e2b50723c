using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <content>Workers that end, are told to end or are lost: what becomes of what they had.</content>
public sealed partial class ClusterRun
{
    // Whether others have anything to hear of it.
    private bool Ended(WorkerAddress worker, ClusterPart part, WorkerEnd end)
    {
        part.End = end;
        (part.State, part.Problem) = (end.Problem is null ? WorkerState.Ended : WorkerState.Failed, end.Problem);
        part.Users = 0;
        run.Merge.Leave(part.Name);
        if (end.Problem is { } problem)
        {
            run.CannotGoOn($"worker {part.Hello.Name}: {problem}");
        }

        // What it was given and did not take any more.
        var open = batches.Release(worker);
        var given = PassOn(open);
        if (open.Count > 0)
        {
            part.Loss = LossWords.EndedBefore(part.Hello.Name, open.Count, Names(given));
        }

        Keep(part);
        Signal();
        return given.Count > 0;
    }

    // What runs there ends in peace; what it would have started the others start at once.
    private bool Told(WorkerAddress worker, ClusterPart part)
    {
        part.Loss = LossWords.ToldToEnd(
            part.Hello.Name,
            Now - run.Plan.WarmUp,
            isMadeUpFor: run.OnLoss == OnWorkerLoss.Rebalance
        );
        part.State = WorkerState.Ending;
        Keep(part);
        run.Note($"worker {part.Hello.Name} is told to end by its machine");
        return Redistribute(worker, part);
    }

    private void Gone(WorkerAddress worker)
    {
        var push = false;
        lock (gate)
        {
            if (!parts.TryGetValue(worker, out var part) || part.End is not null || part.State == WorkerState.Lost)
            {
                return;
            }

            var ran = part.State is WorkerState.Running or WorkerState.Ending;
            var users = part.Users;
            part.State = WorkerState.Lost;
            part.Users = 0;
            if (ran)
            {
                var begun = part.Begun + batches.TakenOverBy(worker);
                var open = batches.Release(worker);
                push = Redistribute(worker, part);
                var given = PassOn(open);
                var cutOff = begun - part.Ended - (given.Count > 0 ? open.Count : 0);
                var doubt = Doubt(part, isMadeUpFor: push);
                run.Merge.Leave(part.Name);
                var silent = timeProvider.GetElapsedTime(part.HeardAt);
                part.Loss =
                    LossWords.Lost(
                        part.Hello.Name,
                        users,
                        (Now - run.Plan.WarmUp, silent),
                        doubt,
                        Math.Max(0, cutOff),
                        isMadeUpFor: run.OnLoss == OnWorkerLoss.Rebalance
                    ) + LossWords.Batches(open.Count, Names(given), silent);
                push |= given.Count > 0;
                run.Note(part.Loss);
                Keep(part);
            }

            Signal();
        }

        if (push)
        {
            Push();
        }
    }

    // From its last second until the others have begun with all that was its own, or until its loss was known.
    private (TimeSpan From, TimeSpan To) Doubt(ClusterPart part, bool isMadeUpFor)
    {
        var to = Now;
        if (isMadeUpFor)
        {
            var latest = parts
                .Where(other => other.Value.State == WorkerState.Running)
                .SelectMany(other => distribution.PartOf(other.Key).Gained)
                .Select(gained => gained.After)
                .DefaultIfEmpty()
                .Max();
            to += Ahead + latest;
        }

        var first = run.Merge.LastOf(part.Name) + 1;
        var from = DateTimeOffset.FromUnixTimeSeconds(first) - startAt!.Value;
        run.Merge.Doubt(first, (startAt.Value + to).ToUnixTimeSeconds(), to - from);
        return (from - run.Plan.WarmUp, to - run.Plan.WarmUp);
    }

    private string Names(IReadOnlyList<(WorkerAddress Worker, int Batches)> given) =>
        string.Join(", ", given.Select(each => $"{each.Batches} by {parts[each.Worker].Hello.Name}"));

    // Batches of a worker of which nothing more comes: others go on with them, or their end is not awaited.
    private IReadOnlyList<(WorkerAddress Worker, int Batches)> PassOn(IReadOnlyList<OpenBatch> open)
    {
        var others = parts
            .Where(part => part.Value.State == WorkerState.Running)
            .Select(part => (part.Key, part.Value.Hello.Cores))
            .ToList();
        if (run.OnLoss == OnWorkerLoss.Rebalance && !drains && others.Count > 0)
        {
            return batches.Give(open, others);
        }

        var now = timeProvider.GetUtcNow();
        run.Merge.AddEnded(open.Select(batch => BatchesInFlight.Unfinished(batch, now)), now.ToUnixTimeSeconds());
        return [];
    }

    private bool Redistribute(WorkerAddress worker, ClusterPart part)
    {
        if (drains)
        {
            return false;
        }

        if (run.OnLoss == OnWorkerLoss.Fail)
        {
            run.CannotGoOn($"worker {part.Hello.Name} is lost (--on-worker-loss fail)");
            return false;
        }

        if (!parts.Values.Any(other => other.State == WorkerState.Running))
        {
            run.CannotGoOn($"worker {part.Hello.Name} is lost, and no other one is there");
            return false;
        }

        if (run.OnLoss == OnWorkerLoss.Continue || awaited.Count > 0)
        {
            return false;
        }

        distribution.Remove(worker, Now + Ahead, Wanted);
        PassOnIterations(part);
        epoch++;
        return true;
    }

    // Those that the lost one has not begun, in even shares.
    private void PassOnIterations(ClusterPart lost)
    {
        var heirs = parts.Values.Where(part => part.State == WorkerState.Running).ToList();
        var left = (lost.Iterations ?? 0) - lost.Begun;
        for (var heir = 0; heir < heirs.Count && left > 0; heir++)
        {
            var share = left / (heirs.Count - heir);
            heirs[heir].Iterations += share;
            left -= share;
        }

        // Once: one that was told to end may be lost after that.
        lost.Iterations -= (lost.Iterations ?? 0) - lost.Begun - left;
    }
}
