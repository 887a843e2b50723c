using System.Net;
using BatchLoadTest.MockServer.Batches;
using BatchLoadTest.MockServer.Counting;
using BatchLoadTest.MockServer.Endpoints;
using BatchLoadTest.MockServer.Faults;
using BatchLoadTest.MockServer.Http;
using BatchLoadTest.MockServer.Keys;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.MockServer.Storage;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BatchLoadTest.MockServer.Server;

/// <summary>A running mock server: the files, batches and keys of an OpenAI-compatible batch service, invented.</summary>
public sealed class MockServerHost : IAsyncDisposable
{
    /// <summary>More than any client opens on one connection: a queue there would look like the server's latency.</summary>
    private const int ConcurrentStreams = 10_000;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    private readonly KestrelServer server;
    private readonly ContentStore contents;
    private readonly AdminEndpoints admin;
    private readonly AccessLog? log;

    private MockServerHost(KestrelServer server, ContentStore contents, AdminEndpoints admin, AccessLog? log)
    {
        this.log = log;
        this.server = server;
        this.contents = contents;
        this.admin = admin;
        BaseAddress = AddressOf(server);
    }

    /// <summary>The first address it listens on, with the real port; a wildcard address as loopback.</summary>
    public Uri BaseAddress { get; }

    /// <summary>Starts a server and returns when it listens.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="timeProvider">The clock that batches, latency, limits and clean-up go by.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">Options cannot be used; the message names all that is wrong.</exception>
    /// <exception cref="IOException">An address is in use, or the data folder or the access log cannot be made.</exception>
    public static async Task<MockServerHost> StartAsync(
        MockServerOptions options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(timeProvider);
        if (options.Validate() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        var accessLog = AccessLog.Open(options.AccessLog, timeProvider);
        var store = new ContentStore(options.DataFolder);
        var listener = NewServer(options);
        try
        {
            var (application, counts) = Compose(options, store, accessLog, timeProvider);
            await listener.StartAsync(application, cancellationToken);
            return new MockServerHost(listener, store, counts, accessLog);
        }
        catch
        {
            listener.Dispose();
            store.Dispose();
            accessLog?.Dispose();
            throw;
        }
    }

    /// <summary>What it has seen so far; the same figures as <c>GET /mock/counts</c>.</summary>
    public MockCounts Counts() => admin.Counts();

    /// <summary>Stops, cutting off what is under way after a second, and deletes the stored files.</summary>
    public async ValueTask DisposeAsync()
    {
        // By the real clock: with one that stands still a request in flight would keep the server for ever.
        using (var timeout = new CancellationTokenSource(StopTimeout))
        {
            await server.StopAsync(timeout.Token);
        }

        server.Dispose();
        contents.Dispose();
        log?.Dispose();
    }

    private static KestrelServer NewServer(MockServerOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };

        // The file limit is the API's (413), and a client that sends slowly is under test, not an attacker.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // Behind what ends TLS for it, a client's HTTP/2 says https still.
        kestrel.AllowAlternateSchemes = true;
        kestrel.Limits.Http2.MaxStreamsPerConnection = ConcurrentStreams;
        kestrel.ConfigureEndpointDefaults(endpoint =>
            endpoint.Protocols = options.Http2 ? HttpProtocols.Http2 : HttpProtocols.Http1
        );
        var transport = new SocketTransportFactory(
            Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()),
            NullLoggerFactory.Instance
        );
        var created = new KestrelServer(
            Microsoft.Extensions.Options.Options.Create(kestrel),
            transport,
            NullLoggerFactory.Instance
        );
        var addresses = created.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        foreach (var url in options.Urls)
        {
            addresses.Add(url);
        }

        return created;
    }

    private static (MockApplication Application, AdminEndpoints Admin) Compose(
        MockServerOptions options,
        ContentStore contents,
        AccessLog? log,
        TimeProvider time
    )
    {
        var rules = FlavourRules.For(options.Flavour);
        var draws = new SeededDraws(options.Seed);
        var service = options.Service.IsOn ? new ServiceModel(options.Service, time.GetUtcNow()) : null;
        var freezes = new Freezes(options.Freezes, time);
        var errors = new ErrorAnswers(options.Flavour);
        var counters = new RequestCounters();
        var keys = new KeyStore(options.ApiKeys, options.SecondApiKey, rules.ChecksKeyPurpose, time);
        var catalogue = new Catalogue(options, contents, time);
        var adminEndpoints = new AdminEndpoints(counters, keys, catalogue.Batches);
        var deleted = new DeletedInputs(options, draws, catalogue);
        var borders = new PageBorders(options.Misbehaviour, draws, catalogue.Batches.Reads);
        var account = new Account(options.Username, options.Password, options.LoginOnly);
        var maxBytes = options.MaxFileBytes ?? rules.MaxFileBytes;
        var endpoints = new ServiceEndpoints(
            rules,
            keys,
            new KeyEndpoints(keys, account, errors, options.Credit, options.KeyActivationDelay, time),
            new FileEndpoints(
                rules,
                catalogue,
                new UploadReader(rules, maxBytes, options.MaxFileRequests, contents, options.Models),
                new FileContentEndpoint(rules, errors, catalogue.Batches.Reads, time),
                borders,
                new ExpiredFiles(options.Misbehaviour, draws, catalogue.Batches.Reads),
                deleted,
                errors,
                freezes,
                time
            ),
            new BatchEndpoints(
                rules,
                catalogue,
                new BatchPlanner(options, rules, draws, service),
                new RetryPlanner(options, service),
                new BatchRequestReader(rules, catalogue.Ids, options.Windows),
                borders,
                deleted,
                errors,
                options,
                time
            ),
            errors,
            options.Models,
            options.SharesObjects
        );
        var gate = new FaultGate(options, draws, freezes, time);
        return (
            new MockApplication(
                rules,
                counters,
                gate,
                new Nagle(options.Nagle, time),
                log,
                adminEndpoints,
                endpoints,
                errors
            ),
            adminEndpoints
        );
    }

    private static Uri AddressOf(KestrelServer server)
    {
        var bound = BindingAddress.Parse(
            server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()
        );
        var isWildcard = !IPAddress.TryParse(bound.Host.Trim('[', ']'), out var address)
            ? bound.Host is "+" or "*"
            : address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        return new UriBuilder(Uri.UriSchemeHttp, isWildcard ? "127.0.0.1" : bound.Host, bound.Port).Uri;
    }
}
