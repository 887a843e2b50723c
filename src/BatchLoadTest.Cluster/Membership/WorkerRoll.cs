using BatchLoadTest.Cluster;

namespace BatchLoadTest.Silos.Membership;

/// <summary>
/// Which workers there are, by what the membership shows and by who calls; tells the end of each one once. The membership may
/// leave steps out: a worker can be gone in the first view that has it.
/// </summary>
internal sealed class WorkerRoll(Action<WorkerAddress> lost, Action<WorkerAddress> left)
{
    private readonly Lock gate = new();
    private readonly Dictionary<WorkerAddress, Entry> workers = [];

    /// <summary>A worker calls: it is there, also where the membership does not show it yet.</summary>
    /// <returns>Whether it may: not after its end was told.</returns>
    public bool Calls(WorkerAddress worker)
    {
        lock (gate)
        {
            return !EntryOf(worker).IsOver;
        }
    }

    /// <summary>A worker says that it leaves.</summary>
    public void IsLeaving(WorkerAddress worker)
    {
        lock (gate)
        {
            EntryOf(worker).IsLeaving = true;
        }
    }

    /// <summary>Takes a view of the membership.</summary>
    public void Sees(IReadOnlyDictionary<WorkerAddress, MemberState> view)
    {
        List<(WorkerAddress Worker, bool IsLeaving)> ended = [];
        lock (gate)
        {
            foreach (var (worker, state) in view)
            {
                Sees(worker, state);
            }

            foreach (var (worker, entry) in workers.Where(one => !one.Value.IsOver))
            {
                // Those that are gone are taken out of the view some time.
                if (view.TryGetValue(worker, out var state) ? state == MemberState.Gone : entry.WasInView)
                {
                    entry.IsOver = true;
                    ended.Add((worker, entry.IsLeaving));
                }
            }
        }

        foreach (var (worker, isLeaving) in ended)
        {
            (isLeaving ? left : lost)(worker);
        }
    }

    private void Sees(WorkerAddress worker, MemberState state)
    {
        // One that never became a member, nor called, is nobody's loss.
        if (state is MemberState.Present or MemberState.Leaving || workers.ContainsKey(worker))
        {
            var entry = EntryOf(worker);
            entry.WasInView = true;
            entry.IsLeaving |= state == MemberState.Leaving;
        }
    }

    private Entry EntryOf(WorkerAddress worker)
    {
        if (!workers.TryGetValue(worker, out var entry))
        {
            entry = new Entry();
            workers.Add(worker, entry);
        }

        return entry;
    }

    private sealed class Entry
    {
        public bool WasInView { get; set; }

        public bool IsLeaving { get; set; }

        public bool IsOver { get; set; }
    }
}
