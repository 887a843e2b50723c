using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>What a master tells a worker. Callable from any thread; answers at once.</summary>
public interface IWorkerCalls
{
    /// <summary>Another share of the load, from the moment that it names. The highest epoch wins.</summary>
    Task ApplyAsync(Lease lease);
}
