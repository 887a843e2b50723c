using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>The master's end of a cluster: it listens, knows who is there, and reaches each worker.</summary>
public interface IClusterMaster : IAsyncDisposable
{
    /// <summary>Where workers find it, for a person: <c>10.0.0.7:5557</c>.</summary>
    string Address { get; }

    /// <summary>
    /// Called once for each worker that is lost: dead, frozen or cut off for so long that it is taken for dead. Set before
    /// <see cref="StartAsync"/>.
    /// </summary>
    Action<WorkerAddress> Lost { get; set; }

    /// <summary>Called for each worker that has left as it was meant to.</summary>
    Action<WorkerAddress> Left { get; set; }

    /// <summary>
    /// Called where another master was started in place of this one, which it took for dead: this one has nothing to say any
    /// more. Set before <see cref="StartAsync"/>.
    /// </summary>
    Action Replaced { get; set; }

    /// <summary>Begins to listen.</summary>
    /// <param name="calls">Answers what workers ask.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ClusterException">It cannot: the port is taken, the certificate cannot be used.</exception>
    Task StartAsync(IMasterCalls calls, CancellationToken cancellationToken);

    /// <summary>There will be no other master in place of this one: nothing of the cluster stays in a store.</summary>
    Task ForgetMembersAsync();

    /// <summary>Tells one worker. Throws nothing: a worker that is not reached asks by itself within a second.</summary>
    Task ApplyAsync(WorkerAddress worker, Lease lease);
}
