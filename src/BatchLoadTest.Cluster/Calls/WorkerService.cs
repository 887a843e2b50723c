using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Silos.Calls;

/// <summary>Hands on what the master tells.</summary>
internal sealed class WorkerService(GrainId id, Silo silo, ILoggerFactory loggers, IWorkerCalls calls)
    : GrainService(id, silo, loggers),
        IWorkerService
{
    public Task ApplyAsync(Lease lease) => calls.ApplyAsync(lease);
}
