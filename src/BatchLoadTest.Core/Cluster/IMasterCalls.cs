using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>
/// What a worker asks of its master. Callable from any thread, several calls of one worker at a time; each answers at once.
/// </summary>
public interface IMasterCalls
{
    /// <summary>A worker is there, or asks whether there is something to do.</summary>
    /// <param name="from">Where it is, as the transport names it.</param>
    /// <param name="hello">What it says of itself.</param>
    Task<HelloAnswer> HelloAsync(WorkerAddress from, WorkerHello hello);

    /// <summary>A second of a worker, and how it is.</summary>
    /// <param name="from">Where it is.</param>
    /// <param name="tick">The oldest second that the master has not acknowledged; without an interval only a sign of life.</param>
    Task<TickAnswer> TickAsync(WorkerAddress from, WorkerTick tick);

    /// <summary>A piece of what users upload.</summary>
    /// <param name="runId">The run that it is for.</param>
    /// <param name="offset">Where the piece begins, in bytes.</param>
    /// <returns>As many bytes as the master likes to send at once; none at the end, or where the run is over.</returns>
    Task<byte[]> DataAsync(string runId, long offset);

    /// <summary>The API key, which the master creates and deletes.</summary>
    Task<KeyAnswer> KeyAsync(KeyQuestion question);
}
