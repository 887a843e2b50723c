using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>How requests reach the service.</summary>
public sealed record BatchApiOptions
{
    /// <summary>The control layer lets an upload wait for 60 s before it answers 429 (its max_upload_wait_secs).</summary>
    public static readonly TimeSpan DefaultUploadTimeout = TimeSpan.FromSeconds(300);

    /// <summary>OpenAI's and most others', Anthropic's, Azure's, Cloudflare's.</summary>
    public const string DefaultIdHeaders = "x-request-id,request-id,apim-request-id,cf-ray";

    /// <summary>Scheme, host and port, without a path.</summary>
    public required Uri Host { get; init; }

    /// <summary>What differs between services.</summary>
    public Dialect Dialect { get; init; } = KnownDialects.Default;

    /// <summary>Path under which files and batches live; starts with a slash and does not end with one.</summary>
    public string ApiBase { get; init; } = KnownDialects.Default.ApiBase;

    /// <summary>Longest time for one request, from sending to the last byte of the body.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for an upload; null: as long as any other request.</summary>
    public TimeSpan? UploadTimeout { get; init; }

    /// <summary>HTTP 1.1 or 2; exactly this version is spoken, without negotiation down or up.</summary>
    public Version HttpVersion { get; init; } = System.Net.HttpVersion.Version11;

    /// <summary>Whether each virtual user has its own connection or all draw from one pool.</summary>
    public ConnectionMode Connections { get; init; } = ConnectionMode.Shared;

    /// <summary>Most connections at one time, idle ones included; at least 1.</summary>
    public int MaxConnections { get; init; } = int.MaxValue;

    /// <summary>PEM or DER file with certificate authorities to trust instead of the system's.</summary>
    public string? CaCertificateFile { get; init; }

    /// <summary>Accept any server certificate.</summary>
    public bool Insecure { get; init; }

    /// <summary>Value of Accept-Encoding, such as <c>gzip, br</c>; null sends none.</summary>
    public string? AcceptEncoding { get; init; }

    /// <summary>Which proxy requests go through; without, none.</summary>
    public ProxyRules Proxies { get; init; } = ProxyRules.None;

    /// <summary>Whether each virtual user keeps the cookies that the service sets, and sends them back.</summary>
    public bool KeepsCookies { get; init; } = true;

    /// <summary>Whether requests carry <c>traceparent</c> and <c>X-Request-Id</c>.</summary>
    public bool SendsTraceHeaders { get; init; } = true;

    /// <summary>Headers of answers, with commas between them, whose values the service's log knows a request by.</summary>
    public string IdHeaders { get; init; } = DefaultIdHeaders;

    /// <summary>Headers sent with every request. Values may be secrets: never print them.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
