using BatchLoadTest.Cluster.Messages;
using Orleans.Services;

namespace BatchLoadTest.Silos.Calls;

/// <summary>What workers ask the one silo that is the master; addressed by it, so that no directory is asked.</summary>
internal interface IMasterService : IGrainService
{
    [ResponseTimeout("00:00:05")]
    Task<HelloAnswer> HelloAsync(SiloAddress from, WorkerHello hello);

    [ResponseTimeout("00:00:05")]
    Task<TickAnswer> TickAsync(SiloAddress from, WorkerTick tick);

    [ResponseTimeout("00:00:15")]
    Task<byte[]> DataAsync(SiloAddress from, string runId, long offset);

    [ResponseTimeout("00:00:05")]
    Task<KeyAnswer> KeyAsync(SiloAddress from, KeyQuestion question);

    /// <summary>The membership may go from active to dead in one step: this tells a good end from a death.</summary>
    [ResponseTimeout("00:00:01")]
    Task LeavingAsync(SiloAddress from);
}
