using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <content>A run that another master began: who took part comes back to this one.</content>
public sealed partial class ClusterRun
{
    /// <summary>A worker comes back so long after another master has taken over; longer than a call to the old one takes.</summary>
    public static readonly TimeSpan ReturnTime = TimeSpan.FromSeconds(15);

    // Of the parts of that master, the ones of which nobody has come back yet, and what those who have were given there.
    private readonly HashSet<WorkerAddress> awaited = [];
    private readonly Dictionary<WorkerAddress, Lease> returned = [];

    /// <summary>Gives up those who took part under another master and do not come back.</summary>
    public void LookForReturned()
    {
        lock (gate)
        {
            if (awaited.Count == 0 || timeProvider.GetElapsedTime(began) < ReturnTime)
            {
                return;
            }

            foreach (var part in awaited.Select(worker => parts[worker]))
            {
                (part.State, part.Users) = (WorkerState.Lost, 0);
                part.Loss = LossWords.NotBack(part.Hello.Name, Doubt(part, isMadeUpFor: false));
                run.Merge.Leave(part.Name);
                run.Note(part.Loss);
                Keep(part);
            }

            awaited.Clear();
            Settle();
        }

        Push();
    }

    private Lease Dismissal =>
        new()
        {
            Epoch = long.MaxValue,
            RunId = Order.RunId,
            StartAt = startAt!.Value,
            Profile = ProfileText.Write(profile),
            Part = new LoadPart { Users = [], Arrivals = ArrivalShare.None },
            Drain = true,
            Interrupt = true,
        };

    // All parts as the journal has them; those that were not over are waited for. Returns what a reader must know.
    private string Continue(KeptRun kept)
    {
        startAt = kept.StartAt;
        run.Merge.Continue(kept.Second);
        foreach (var worker in kept.Workers)
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
            if (worker.State is WorkerState.Running or WorkerState.Ending)
            {
                var position = kept.Positions.GetValueOrDefault(part.Name);
                (part.LastSequence, part.Begun, part.Ended) = (position.Sequence, position.Begun, position.Ended);
                run.Merge.Join(part.Name, kept.Second + 1, position);
                awaited.Add(address);
            }
        }

        foreach (var second in kept.History.Read())
        {
            Add(second);
        }

        var away = timeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(kept.Second + 1);
        return LossWords.StartedAnew(Now - run.Plan.WarmUp, away);
    }

    // Comes back to the new master. Returns whether it was the last one.
    private bool Return(WorkerAddress from, WorkerStanding standing, long adoptedUpTo)
    {
        var place = awaited.FirstOrDefault(worker => parts[worker].Number == standing.Number);
        if (place == default || parts.ContainsKey(from) || standing.Lease.RunId != Order.RunId)
        {
            return false;
        }

        awaited.Remove(place);
        parts.Remove(place, out var part);
        parts.Add(from, part!);
        part!.Hello = standing.Hello;
        part.Iterations = standing.Lease.Part.Iterations;
        returned.Add(from, standing.Lease);
        batches.Restore(from, standing.Open, adoptedUpTo);
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

    // All are back, or given up: the load is distributed as it was, and what nobody has goes to those who are there.
    private void Settle()
    {
        var there = returned.Where(worker => parts[worker.Key].State == WorkerState.Running).ToList();
        if (returned.Count > 0)
        {
            var newest = returned.Values.MaxBy(lease => lease.Epoch)!;
            epoch = newest.Epoch + 1;
            (drains, interrupts) = (drains || newest.Drain, interrupts || newest.Interrupt);
            (profile, profileFrom) = (ProfileText.Read(newest.Profile), newest.ProfileFrom);
            usersBefore = newest.UsersBefore;
        }

        distribution = new WorkDistribution(profile);
        distribution.Restore([.. there.Select(each => (each.Key, parts[each.Key].Hello.Cores, each.Value.Part))]);
        if (there.Count == 0 && !drains)
        {
            run.CannotGoOn("no worker has come back to the new master");
        }
        else if (run.OnLoss == OnWorkerLoss.Fail && LostWorkers > 0 && !drains)
        {
            run.CannotGoOn("a worker is lost (--on-worker-loss fail)");
        }
        else if (
            run.OnLoss == OnWorkerLoss.Rebalance
            && !drains
            && parts.Values.Any(part => part.State == WorkerState.Lost)
        )
        {
            distribution.Reassign(Now + Ahead, Wanted);
        }

        foreach (var (worker, part) in parts.Where(part => part.Value.State == WorkerState.Ready && !drains).ToList())
        {
            TakeIn(worker, part);
        }

        returned.Clear();
        // Unless one has brought it.
        run.KeyBack(null);
        Signal();
    }
}
