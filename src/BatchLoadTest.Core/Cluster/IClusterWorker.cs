namespace BatchLoadTest.Cluster;

/// <summary>A worker's end of a cluster.</summary>
public interface IClusterWorker : IAsyncDisposable
{
    /// <summary>Where it is, as the master names it; of use once it has joined.</summary>
    WorkerAddress Address { get; }

    /// <summary>The master; of use once this has joined. A call that does not reach it throws <see cref="ClusterException"/>.</summary>
    IMasterCalls Master { get; }

    /// <summary>
    /// Cancelled where the others took this worker for dead: it stops what it does, and may join again as a new one.
    /// </summary>
    CancellationToken TakenForDead { get; }

    /// <summary>
    /// Whether the master's process has ended: its machine answers, and nobody is there. False also where nothing answers.
    /// </summary>
    Task<bool> IsMasterGoneAsync();

    /// <summary>Joins; waits for a master that is not there yet.</summary>
    /// <param name="calls">Takes what the master tells.</param>
    /// <param name="waiting">Called with a line where it takes long: what to check.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ClusterException">It never can: the address means nothing, the certificate cannot be used.</exception>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    Task JoinAsync(IWorkerCalls calls, Action<string> waiting, CancellationToken cancellationToken);
}
