using System.Net;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Silos.Calls;
using BatchLoadTest.Silos.Greeting;
using BatchLoadTest.Silos.Hosting;
using BatchLoadTest.Silos.Membership;
using Microsoft.Extensions.DependencyInjection;

namespace BatchLoadTest.Silos;

/// <summary>A master that is the first silo of a cluster of Microsoft Orleans, and keeps its table of members.</summary>
public sealed class OrleansMaster(ClusterOptions options) : IClusterMaster
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource ending = new();
    private PortHold? port;
    private SiloHost? host;
    private WorkerClient? workers;
    private Task watching = Task.CompletedTask;
    private int isDisposed;

    /// <inheritdoc/>
    public string Address { get; private set; } = "";

    /// <inheritdoc/>
    public Action<WorkerAddress> Lost { get; set; } = _ => { };

    /// <inheritdoc/>
    public Action<WorkerAddress> Left { get; set; } = _ => { };

    /// <inheritdoc/>
    public Action Replaced { get; set; } = () => { };

    /// <inheritdoc/>
    public async Task StartAsync(IMasterCalls calls, CancellationToken cancellationToken)
    {
        var advertised = OwnAddress.Advertised(options, OwnAddress.First);
        var listening = OwnAddress.Listening(options.Bind, advertised);
        port = PortHold.Take(listening, options.Port);
        var endpoint = new IPEndPoint(advertised, port.Port);
        var roll = new WorkerRoll(Lost, Left);
        var store = options.Store is { } address ? new MemberStore(address, options.ClusterName) : null;
        host = SiloHost.Build(
            new SiloPlan
            {
                IsMaster = true,
                Advertised = endpoint,
                Listening = listening,
                Master = endpoint,
                Certificate = options.Certificate,
                Store = store,
                // Nobody may take the master for dead, and what it holds is worth more than its membership; unless another
                // one was started in its place.
                Failed = store is null ? () => { } : () => _ = Task.Run(Replaced),
            },
            options.Time,
            Patience,
            services => services.AddSingleton(calls).AddSingleton(roll).AddGrainService<MasterService>()
        );
        try
        {
            await (store?.ProbeAsync() ?? Task.CompletedTask);
            await host.StartAsync(cancellationToken);
        }
        catch (NotThereException e)
        {
            throw new ClusterException(e.Message, e);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ClusterException($"cannot listen for workers at {endpoint}: {e.GetBaseException().Message}", e);
        }

        workers = new WorkerClient(host.Services);
        Address = endpoint.ToString();
        watching = WatchAsync(host.Membership, roll);
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(WorkerAddress worker, Lease lease)
    {
        try
        {
            if (workers is not null)
            {
                await workers.At(SiloAddress.FromParsableString(worker.Text)).ApplyAsync(lease);
            }
        }
        catch (Exception)
        {
            // The worker's next tick gets the lease too; whether it is still there, the membership says.
        }
    }

    /// <inheritdoc/>
    public async Task ForgetMembersAsync()
    {
        if (host is not null && options.Store is not null)
        {
            try
            {
                await host.ForgetMembersAsync().WaitAsync(Patience, options.Time);
            }
            catch (Exception)
            {
                // A few hundred bytes stay in the store.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        await ending.CancelAsync();
        await watching;
        if (host is not null)
        {
            await host.DisposeAsync();
        }

        port?.Dispose();
        ending.Dispose();
    }

    private static MemberState StateOf(SiloStatus status) =>
        status switch
        {
            SiloStatus.Active => MemberState.Present,
            SiloStatus.ShuttingDown or SiloStatus.Stopping => MemberState.Leaving,
            SiloStatus.Dead => MemberState.Gone,
            _ => MemberState.Coming,
        };

    private async Task WatchAsync(IClusterMembershipService membership, WorkerRoll roll)
    {
        try
        {
            await foreach (var view in membership.MembershipUpdates.WithCancellation(ending.Token))
            {
                roll.Sees(
                    view.Members.Values.Where(member => !SiloNames.IsMaster(member.Name))
                        .ToDictionary(
                            member => new WorkerAddress(member.SiloAddress.ToParsableString()),
                            member => StateOf(member.Status)
                        )
                );
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
