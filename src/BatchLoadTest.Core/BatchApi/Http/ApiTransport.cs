using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using BatchLoadTest.Measurements;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Opens connections to the service. One for a run; hands each virtual user its <see cref="ApiConnection"/>.</summary>
public sealed class ApiTransport : IDisposable
{
    private readonly BatchApiOptions options;
    private readonly TimeProvider timeProvider;
    private readonly SecretRedactor redactor;
    private readonly SslClientAuthenticationOptions? tls;
    private readonly ProxyOfRun? proxy;
    private readonly HttpMessageInvoker? shared;
    private readonly SemaphoreSlim? gate;
    private readonly ConnectionSlots? slots;

    // A key is asked for and clean-up done over connections that are no user's.
    private const int OtherConnections = 32;

    /// <summary>A transport for <paramref name="options"/>.</summary>
    /// <param name="options">How to reach the service.</param>
    /// <param name="timeProvider">Clock of time-outs and measurements.</param>
    /// <param name="redactor">Takes secrets out of the server's words.</param>
    /// <param name="users">Most connections that will be asked for at one time.</param>
    /// <exception cref="CryptographicException">The CA file cannot be read.</exception>
    public ApiTransport(BatchApiOptions options, TimeProvider timeProvider, SecretRedactor redactor, int users = 1)
    {
        this.options = options;
        this.timeProvider = timeProvider;
        this.redactor = redactor;
        tls = TlsOptions();
        proxy = options.Proxies.All.Any() ? new ProxyOfRun(options.Proxies, options.Host, redactor) : null;
        // Waiting for a connection is no part of the service's latency, so we wait here and not in the pool.
        if (options.Connections == ConnectionMode.Shared)
        {
            gate = users > options.MaxConnections ? new SemaphoreSlim(options.MaxConnections) : null;
            shared = CreateInvoker(options.MaxConnections);
        }
        else if (users > options.MaxConnections - OtherConnections)
        {
            slots = new ConnectionSlots(options.MaxConnections);
        }
    }

    /// <summary>Answers without a network, for tests.</summary>
    internal ApiTransport(
        BatchApiOptions options,
        TimeProvider timeProvider,
        SecretRedactor redactor,
        HttpMessageHandler handler
    )
    {
        this.options = options;
        this.timeProvider = timeProvider;
        this.redactor = redactor;
        shared = new HttpMessageInvoker(handler, disposeHandler: false);
    }

    /// <summary>The server's words in one line without secrets; null for null.</summary>
    public string? Redact(string? words) => words is null ? null : ErrorText.OneLine(redactor.Redact(words));

    /// <summary>Where connections of the load show what they wait for; null where nobody looks.</summary>
    public ActivityBoard? Board { get; init; }

    /// <summary>Tells of time-outs and latencies whether this program stood still; null where nobody watches.</summary>
    public ProcessPauses? Pauses { get; init; }

    /// <summary>A connection for one virtual user, with the cookies of that user.</summary>
    /// <param name="interrupt">Ends the request that is under way.</param>
    public ApiConnection ConnectUser(CancellationToken interrupt) =>
        Connect(Board?.Add(), interrupt, options.KeepsCookies ? new CookieJar(options.Host) : null);

    /// <summary>A connection whose requests belong to the load and to no virtual user; it keeps no cookies.</summary>
    /// <param name="interrupt">Ends the request that is under way.</param>
    public ApiConnection Connect(CancellationToken interrupt) => Connect(Board?.Add(), interrupt);

    /// <summary>A connection for what comes after the load.</summary>
    /// <param name="interrupt">Ends the request that is under way.</param>
    public ApiConnection ConnectUnwatched(CancellationToken interrupt) => Connect(activity: null, interrupt);

    /// <summary>
    /// What sends requests of any kind over the same way, without measuring them; with connections of its own, to be disposed of.
    /// </summary>
    public HttpMessageInvoker OpenInvoker() => CreateInvoker(options.MaxConnections);

    /// <inheritdoc/>
    public void Dispose()
    {
        shared?.Dispose();
        gate?.Dispose();
    }

    private bool IsEncrypted => options.Host.Scheme == Uri.UriSchemeHttps;

    // A download may be redirected from the one to the other.
    private static bool IsEncryptedTo(HttpRequestMessage request) => request.RequestUri?.Scheme == Uri.UriSchemeHttps;

    private ApiConnection Connect(RequestActivity? activity, CancellationToken interrupt, CookieJar? cookies = null) =>
        new(
            shared ?? (slots is null ? CreateInvoker(1) : null),
            shared is null,
            options,
            timeProvider,
            redactor,
            gate,
            interrupt,
            activity,
            proxy,
            cookies
        )
        {
            Slot = slots is null ? null : new ConnectionSlot(slots, () => CreateInvoker(1)),
            Pauses = Pauses,
        };

    private HttpMessageInvoker CreateInvoker(int maxConnections)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy,
            MaxConnectionsPerServer = maxConnections,
            EnableMultipleHttp2Connections = true,
            // A request has one span, and ApiConnection writes it: it has to be known for the report.
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectSocketAsync,
            PlaintextStreamFilter = Watch,
        };
        if (tls is not null)
        {
            handler.SslOptions = tls;
        }

        return new HttpMessageInvoker(handler, disposeHandler: true);
    }

    private async ValueTask<Stream> ConnectSocketAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var request = context.InitialRequestMessage as TimedRequest;
        request?.ConnectBegins(timeProvider.GetTimestamp());
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            request?.Connected(timeProvider.GetTimestamp());
            // Under TLS, also in a proxy's tunnel, what comes early may be TLS's own.
            return options.HttpVersion.Major >= 2 || IsEncrypted || IsEncryptedTo(context.InitialRequestMessage)
                ? new NetworkStream(socket, ownsSocket: true)
                : new EarlyAnswerStream(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Above TLS: there a connection's end is seen as the stack sees it.
    private ValueTask<Stream> Watch(
        SocketsHttpPlaintextStreamFilterContext context,
        CancellationToken cancellationToken
    )
    {
        if (context.InitialRequestMessage is TimedRequest request && IsEncryptedTo(request))
        {
            request.Secured(timeProvider.GetTimestamp());
        }

        IConnectionWatch watch =
            context.InitialRequestMessage.Method == HttpMethod.Connect ? new TunnelWatch()
            : context.NegotiatedHttpVersion.Major >= 2 ? new Http2Watch(timeProvider)
            : new Http1Watch(IsEncrypted || IsEncryptedTo(context.InitialRequestMessage), timeProvider);
        return ValueTask.FromResult<Stream>(new WatchedStream(context.PlaintextStream, watch));
    }

    private SslClientAuthenticationOptions? TlsOptions()
    {
        if (options.Insecure)
        {
            return new SslClientAuthenticationOptions
            {
#pragma warning disable CA5359 // The person asked for it with --insecure.
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
            };
        }

        if (options.CaCertificateFile is not { } file)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(AuthoritiesFile.Read(file));
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}
