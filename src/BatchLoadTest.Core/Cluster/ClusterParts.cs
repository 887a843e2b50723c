using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>The parts of a run, by where their workers are. No clock; one caller at a time.</summary>
internal sealed class ClusterParts
{
    private readonly Dictionary<WorkerAddress, ClusterPart> parts = [];

    /// <summary>All that there ever were, in the order in which they came.</summary>
    public IEnumerable<ClusterPart> All => parts.Values.OrderBy(part => part.Number);

    /// <summary>Those that apply the load, in that order.</summary>
    public IReadOnlyList<(WorkerAddress Worker, ClusterPart Part)> Running => In(WorkerState.Running);

    /// <summary>Workers that came to no good end.</summary>
    public int LostWorkers => In(WorkerState.Lost, WorkerState.Failed).Count;

    public ClusterPart this[WorkerAddress worker] => parts[worker];

    /// <summary>Those in one of some states.</summary>
    public IReadOnlyList<(WorkerAddress Worker, ClusterPart Part)> In(params WorkerState[] states) =>
        [
            .. parts
                .Where(part => states.Contains(part.Value.State))
                .OrderBy(part => part.Value.Number)
                .Select(part => (part.Key, part.Value)),
        ];

    /// <summary>A worker's; null where it has none.</summary>
    public ClusterPart? Find(WorkerAddress worker) => parts.GetValueOrDefault(worker);

    /// <summary>A worker's, which gets the next number where it has none.</summary>
    public ClusterPart Join(WorkerAddress worker, WorkerHello hello)
    {
        if (!parts.TryGetValue(worker, out var part))
        {
            var number = parts.Values.Select(each => each.Number).DefaultIfEmpty().Max() + 1;
            parts.Add(worker, part = new ClusterPart { Hello = hello, Number = number });
        }

        part.Hello = hello;
        return part;
    }

    /// <summary>One that another master had.</summary>
    public void Add(WorkerAddress worker, ClusterPart part) => parts.Add(worker, part);

    /// <summary>Its worker is somewhere else.</summary>
    public ClusterPart Move(WorkerAddress from, WorkerAddress to)
    {
        parts.Remove(from, out var part);
        parts.Add(to, part!);
        return part!;
    }
}
