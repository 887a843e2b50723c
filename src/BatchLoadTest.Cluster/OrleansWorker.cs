using System.Net;
using BatchLoadTest.Cluster;
using BatchLoadTest.Silos.Calls;
using BatchLoadTest.Silos.Greeting;
using BatchLoadTest.Silos.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchLoadTest.Silos;

/// <summary>A worker that is a silo of its master's cluster of Microsoft Orleans.</summary>
public sealed class OrleansWorker : IClusterWorker
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Longer than a silo that was killed is in the way of one that joins: all must answer it.
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(20);

    private readonly ClusterOptions options;
    private readonly MasterProbe probe;
    private readonly CancellationTokenSource dead = new();
    private PortHold? port;
    private SiloHost? host;
    private CallsToMaster? master;
    private IPEndPoint? masterAt;
    private int isDisposed;

    /// <summary>One that has not joined yet.</summary>
    public OrleansWorker(ClusterOptions options)
    {
        this.options = options;
        probe = new MasterProbe(options);
        TakenForDead = dead.Token;
    }

    /// <inheritdoc/>
    public WorkerAddress Address { get; private set; }

    /// <inheritdoc/>
    public IMasterCalls Master => master ?? throw new InvalidOperationException("this worker has not joined");

    /// <inheritdoc/>
    public CancellationToken TakenForDead { get; }

    private string Where => options.Master;

    /// <inheritdoc/>
    public async Task JoinAsync(IWorkerCalls calls, Action<string> waiting, CancellationToken cancellationToken)
    {
        if (Uri.CheckHostName(options.MasterHost) == UriHostNameType.Unknown)
        {
            throw new ClusterException($"'{options.MasterHost}' is neither a host's name nor an address");
        }

        using var lines = new WaitingLines(waiting, $"the master at {Where} has not answered yet", options.Time);
        while (true)
        {
            try
            {
                await JoinOnceAsync(calls, await probe.LookAsync(cancellationToken), lines, cancellationToken);
                return;
            }
            catch (NotThereException e)
            {
                lines.Problem = e.Message;
            }

            await Task.Delay(Pause, options.Time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public Task<bool> IsMasterGoneAsync() => MasterProbe.IsRefusedAsync(masterAt!);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        if (master is not null && !dead.IsCancellationRequested)
        {
            await Task.WhenAny(master.LeavingAsync(), Task.Delay(FarewellLimit, options.Time));
        }

        await LeaveAsync();
        dead.Dispose();
    }

    private async Task JoinOnceAsync(
        IWorkerCalls calls,
        FoundMaster found,
        WaitingLines lines,
        CancellationToken cancellationToken
    )
    {
        lines.Problem =
            $"the master at {Where} answers, but this worker has not become a member; each worker must reach each other one at its port";
        var failed = new CancellationTokenSource();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, failed.Token);
        limit.CancelAfter(JoinLimit);
        try
        {
            if (options.Store is { } store)
            {
                await new MemberStore(store, found.Cluster).ProbeAsync();
            }

            host = Build(calls, found, failed);
            await host.StartAsync(limit.Token);
            var toMaster = new CallsToMaster(
                host.Address,
                host.Membership,
                new MasterClient(host.Services),
                found.Endpoint.ToString()
            );
            while (toMaster.Silo is null)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), options.Time, limit.Token);
            }

            Address = new WorkerAddress(host.Address.ToParsableString());
            (master, masterAt) = (toMaster, found.Endpoint);
            failed.Token.Register(IsDead);
        }
        catch (Exception e) when (e is not (ClusterException or NotThereException))
        {
            await LeaveAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new NotThereException(
                limit.IsCancellationRequested
                    ? $"the master at {Where} answers, but this worker has not become a member; each worker must reach each other one at its port"
                    : $"this worker cannot join the master at {Where}: {e.GetBaseException().Message}",
                e
            );
        }
    }

    private SiloHost Build(IWorkerCalls calls, FoundMaster found, CancellationTokenSource failed)
    {
        var advertised = OwnAddress.Advertised(options, () => found.Local);
        var listening = OwnAddress.Listening(options.Bind, advertised);
        port = PortHold.Take(listening, options.Port);
        return SiloHost.Build(
            new SiloPlan
            {
                IsMaster = false,
                Advertised = new IPEndPoint(advertised, port.Port),
                Listening = listening,
                Master = found.Endpoint,
                Certificate = options.Certificate,
                Store = options.Store is { } store ? new MemberStore(store, found.Cluster) : null,
                // Apart from the engine's thread: what stops a worker's users takes its time.
                Failed = () => _ = Task.Run(failed.Cancel),
            },
            options.Time,
            Patience,
            services => services.AddSingleton(calls).AddGrainService<WorkerService>()
        );
    }

    private void IsDead()
    {
        try
        {
            dead.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It leaves anyway.
        }
    }

    private async Task LeaveAsync()
    {
        if (host is not null)
        {
            await host.DisposeAsync();
            host = null;
        }

        port?.Dispose();
        port = null;
    }
}
