using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Silos.Membership;

namespace BatchLoadTest.Silos.Calls;

/// <summary>A worker's calls, to whichever silo is the master at the moment.</summary>
internal sealed class CallsToMaster(
    SiloAddress self,
    IClusterMembershipService membership,
    MasterClient client,
    string master
) : IMasterCalls
{
    /// <summary>
    /// The master's silo; null while this worker knows of none. Of one that died and the one in its place the younger.
    /// </summary>
    public SiloAddress? Silo =>
        membership
            .CurrentSnapshot.Members.Values.Where(member =>
                member.Status == SiloStatus.Active && SiloNames.IsMaster(member.Name)
            )
            .MaxBy(member => member.SiloAddress.Generation)
            ?.SiloAddress;

    // Each call names the worker itself: what a key or a piece of data is for, the master need not know.
    public Task<HelloAnswer> HelloAsync(WorkerAddress from, WorkerHello hello) =>
        CallAsync(service => service.HelloAsync(self, hello));

    public Task<TickAnswer> TickAsync(WorkerAddress from, WorkerTick tick) =>
        CallAsync(service => service.TickAsync(self, tick));

    public Task<byte[]> DataAsync(string runId, long offset) =>
        CallAsync(service => service.DataAsync(self, runId, offset));

    public Task<KeyAnswer> KeyAsync(KeyQuestion question) => CallAsync(service => service.KeyAsync(self, question));

    /// <summary>Says that this worker leaves. It leaves all the same where the master does not hear it.</summary>
    public async Task LeavingAsync()
    {
        if (Silo is { } silo)
        {
            try
            {
                await client.At(silo).LeavingAsync(self);
            }
            catch (Exception)
            {
                // Whatever it is: the silo's own farewell follows.
            }
        }
    }

    private async Task<T> CallAsync<T>(Func<IMasterService, Task<T>> call)
    {
        var silo = Silo ?? throw new ClusterException($"the master at {master} is not there");
        try
        {
            return await call(client.At(silo));
        }
        catch (Exception e) when (e is not ClusterException)
        {
            // The engine's exceptions are many, and none of them is for a caller to tell apart.
            throw new ClusterException($"the master at {master} was not reached: {e.Message}", e);
        }
    }
}
