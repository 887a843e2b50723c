using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using BatchLoadTest.Cluster;
using BatchLoadTest.Silos.Calls;
using BatchLoadTest.Silos.Greeting;
using BatchLoadTest.Silos.Membership;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Connections.Security;
using Orleans.Hosting;
using Orleans.Serialization;

namespace BatchLoadTest.Silos.Hosting;

/// <summary>One silo from its start to its end, neither of which may hang.</summary>
internal sealed class SiloHost : IAsyncDisposable
{
    // Silos of one id make one cluster; who may join is told apart above, in words.
    private const string ClusterId = "batch-load-test-" + GreetingLine.Protocol;

    private const int LargestMessage = 64 * 1024 * 1024;

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan TableTimeout = TimeSpan.FromSeconds(5);

    private readonly IHost host;
    private readonly TimeProvider time;
    private bool isStarted;

    private SiloHost(IHost host, TimeProvider time)
    {
        this.host = host;
        this.time = time;
    }

    public IServiceProvider Services => host.Services;

    public SiloAddress Address => Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    public IClusterMembershipService Membership => Services.GetRequiredService<IClusterMembershipService>();

    /// <summary>How long a good end may take; afterwards it is left to itself.</summary>
    public required TimeSpan Patience { get; init; }

    public static SiloHost Build(
        SiloPlan plan,
        TimeProvider time,
        TimeSpan patience,
        Action<IServiceCollection> addServices
    )
    {
        // Reads no file and no variable: nothing of the machine's may set up a silo.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        // Nobody reads what the engine says: some forty warnings for each death that the program tells in one line.
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton<IFatalErrorHandler>(new FatalErrors(plan.Failed));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        addServices(builder.Services);
        builder.UseOrleans(silo => Configure(silo, plan, time));
        return new SiloHost(builder.Build(), time) { Patience = patience };
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Not every part of the engine listens to the token.
        await host.StartAsync(cancellationToken).WaitAsync(cancellationToken);
        isStarted = true;
    }

    /// <summary>Removes the table of members from its store: nobody will ask for it any more.</summary>
    public Task ForgetMembersAsync() =>
        Services
            .GetRequiredService<IMembershipTable>()
            .DeleteMembershipTableEntriesAsync(
                Services.GetRequiredService<IOptions<Orleans.Configuration.ClusterOptions>>().Value.ClusterId
            );

    public async ValueTask DisposeAsync()
    {
        var end = Task.Run(EndAsync);
        try
        {
            await end.WaitAsync(Patience, time);
        }
        catch (Exception)
        {
            // Too late, or an error of the engine's at its end: the process goes on, or ends, without it.
            _ = end.ContinueWith(task => task.Exception, TaskScheduler.Default);
        }
    }

    private async Task EndAsync()
    {
        using var limit = new CancellationTokenSource(isStarted ? Patience * 0.8 : TimeSpan.Zero, time);
        try
        {
            // The host does not stop what has not started to its end, and the parts that have would go on, at a core's cost.
            await (
                isStarted
                    ? host.StopAsync(limit.Token)
                    : Services.GetRequiredService<ISiloLifecycleSubject>().OnStop(limit.Token)
            );
        }
        finally
        {
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    private static void Configure(ISiloBuilder silo, SiloPlan plan, TimeProvider time)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(options =>
        {
            options.ClusterId = plan.Store is { } store ? $"{ClusterId}-{store.Cluster}" : ClusterId;
            options.ServiceId = ClusterId;
        });
        silo.Configure<SiloOptions>(options => options.SiloName = plan.IsMaster ? SiloNames.Master : SiloNames.Worker);
        silo.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = plan.Advertised.Address;
            options.SiloPort = plan.Advertised.Port;
            options.SiloListeningEndpoint = new IPEndPoint(plan.Listening, plan.Advertised.Port);
            options.GatewayPort = 0;
        });
        if (plan.Store is { } members)
        {
            silo.UseRedisClustering(members.Configure);
        }
        else
        {
            silo.UseDevelopmentClustering(plan.Master);
        }

        silo.Configure<ClusterMembershipOptions>(options => ConfigureMembership(options, plan.IsMaster));
        silo.Configure<SiloMessagingOptions>(options => options.MaxMessageBodySize = LargestMessage);
        // Where grains are to be placed: there are none.
        silo.Configure<DeploymentLoadPublisherOptions>(options =>
            options.DeploymentLoadPublisherRefreshTime = TimeSpan.Zero
        );
        silo.Services.AddSerializer(serializer =>
            serializer.AddJsonSerializer(MessageJson.IsMessage, MessageJson.Default.Options)
        );
        if (plan.IsMaster)
        {
            // Before TLS: a worker is to be told that it needs a certificate.
            var greeting = new GreetingMiddleware(
                new GreetingLine(
                    plan.Certificate is not null,
                    plan.Advertised,
                    plan.Store?.Cluster ?? GreetingLine.NoStore
                ).ToString(),
                time
            );
            silo.Configure<SiloConnectionOptions>(options => options.ConfigureSiloInboundConnection(greeting.Add));
        }

        if (plan.Certificate is { } certificate)
        {
            silo.UseTls(certificate, options => ConfigureTls(options, certificate));
        }
    }

    // Only the master judges who is dead: a worker that watched it, or its like, would end tests over a pause.
    private static void ConfigureMembership(ClusterMembershipOptions options, bool isMaster)
    {
        options.ProbeTimeout = ProbeTimeout;
        options.MinProbeTimeout = ProbeTimeout;
        options.MaxProbeTimeout = ProbeTimeout;
        options.NumMissedProbesLimit = 5;
        options.NumVotesForDeathDeclaration = 1;
        options.NumProbedSilos = isMaster ? 1000 : 0;
        options.LivenessEnabled = isMaster;
        options.EnableIndirectProbes = false;
        options.EnableConnectionLivenessCheck = true;
        options.ExtendProbeTimeoutDuringDegradation = true;
        options.TableRefreshTimeout = TableTimeout;
        options.IAmAliveTablePublishTimeout = TableTimeout;
    }

    private static void ConfigureTls(TlsOptions options, X509Certificate2 certificate)
    {
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (other, _, _) => ClusterCertificate.IsSame(certificate, other);
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = GreetingLine.TlsName;
    }
}
