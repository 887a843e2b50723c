using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Tests.Cluster;

/// <summary>A master's end without any network: keeps what each worker was told last.</summary>
internal sealed class FakeMaster : IClusterMaster
{
    public Dictionary<WorkerAddress, Lease> Sent { get; } = [];

    public string Address => "127.0.0.1:5557";

    public Action<WorkerAddress> Lost { get; set; } = _ => { };

    public Action<WorkerAddress> Left { get; set; } = _ => { };

    public Action Replaced { get; set; } = () => { };

    public Task ForgetMembersAsync() => Task.CompletedTask;

    public Task StartAsync(IMasterCalls calls, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ApplyAsync(WorkerAddress worker, Lease lease)
    {
        Sent[worker] = lease;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
