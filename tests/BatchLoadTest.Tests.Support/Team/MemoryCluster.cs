using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Tests.Support.Team;

/// <summary>A master's end of a cluster without any network: calls are method calls, and time is the test's.</summary>
/// <param name="time">The master's clock.</param>
internal sealed class MemoryCluster(TimeProvider time) : IClusterMaster
{
    /// <summary>Who is not heard of for so long is taken for dead; the real one needs about as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Lock gate = new();
    private readonly Dictionary<WorkerAddress, MemoryLink> links = [];

    public string Address => "127.0.0.1:5557";

    public Action<WorkerAddress> Lost { get; set; } = _ => { };

    public Action<WorkerAddress> Left { get; set; } = _ => { };

    public Action Replaced { get; set; } = () => { };

    /// <summary>Whether the master's process has ended: nobody listens there.</summary>
    public bool IsGone { get; set; }

    /// <summary>What answers workers; set by the start.</summary>
    public IMasterCalls Calls { get; private set; } = null!;

    public TimeProvider Time => time;

    public Task StartAsync(IMasterCalls calls, CancellationToken cancellationToken)
    {
        Calls = calls;
        return Task.CompletedTask;
    }

    /// <summary>A worker's end.</summary>
    /// <param name="name">The worker.</param>
    /// <param name="own">Its clock.</param>
    public MemoryLink Connect(string name, TimeProvider own)
    {
        var link = new MemoryLink(this, new WorkerAddress(name), own);
        lock (gate)
        {
            links.Add(link.Address, link);
        }

        return link;
    }

    public Task ApplyAsync(WorkerAddress worker, Lease lease)
    {
        MemoryLink? link;
        lock (gate)
        {
            link = links.GetValueOrDefault(worker);
        }

        return link?.TellAsync(lease) ?? Task.CompletedTask;
    }

    public Task ForgetMembersAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
