using Orleans.Runtime.Services;

namespace BatchLoadTest.Silos.Calls;

/// <summary>Reaches the master's service on its silo.</summary>
internal sealed class MasterClient(IServiceProvider services) : GrainServiceClient<IMasterService>(services)
{
    public IMasterService At(SiloAddress silo) => GetGrainService(silo);
}
