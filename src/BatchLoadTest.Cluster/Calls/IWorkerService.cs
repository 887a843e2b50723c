using BatchLoadTest.Cluster.Messages;
using Orleans.Services;

namespace BatchLoadTest.Silos.Calls;

/// <summary>What the master tells a worker, addressed by its silo.</summary>
internal interface IWorkerService : IGrainService
{
    [ResponseTimeout("00:00:03")]
    Task ApplyAsync(Lease lease);
}
