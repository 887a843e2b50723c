using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Silos.Membership;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Silos.Calls;

/// <summary>Hands on what workers ask, unless the master has given the asking one up.</summary>
internal sealed class MasterService(
    GrainId id,
    Silo silo,
    ILoggerFactory loggers,
    IMasterCalls calls,
    WorkerRoll roll,
    IClusterMembershipService membership
) : GrainService(id, silo, loggers), IMasterService
{
    public Task<HelloAnswer> HelloAsync(SiloAddress from, WorkerHello hello) => calls.HelloAsync(Known(from), hello);

    public Task<TickAnswer> TickAsync(SiloAddress from, WorkerTick tick) => calls.TickAsync(Known(from), tick);

    public Task<byte[]> DataAsync(SiloAddress from, string runId, long offset)
    {
        Known(from);
        return calls.DataAsync(runId, offset);
    }

    public Task<KeyAnswer> KeyAsync(SiloAddress from, KeyQuestion question)
    {
        Known(from);
        return calls.KeyAsync(question);
    }

    public Task LeavingAsync(SiloAddress from)
    {
        roll.IsLeaving(Named(from));
        return Task.CompletedTask;
    }

    private static WorkerAddress Named(SiloAddress silo) => new(silo.ToParsableString());

    private WorkerAddress Known(SiloAddress from) =>
        membership.CurrentSnapshot.GetSiloStatus(from) != SiloStatus.Dead && roll.Calls(Named(from))
            ? Named(from)
            : throw new ClusterException("the master has taken this worker for dead");
}
