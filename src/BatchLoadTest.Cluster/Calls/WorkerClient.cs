using Orleans.Runtime.Services;

namespace BatchLoadTest.Silos.Calls;

/// <summary>Reaches a worker's service on its silo.</summary>
internal sealed class WorkerClient(IServiceProvider services) : GrainServiceClient<IWorkerService>(services)
{
    public IWorkerService At(SiloAddress silo) => GetGrainService(silo);
}
