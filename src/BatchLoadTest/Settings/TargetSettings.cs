using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Settings;

/// <summary>The service under test and how requests reach it.</summary>
public sealed record TargetSettings
{
    /// <summary>Scheme, host and port; null with <c>--host mock</c>, where the address is known only at the start.</summary>
    public Uri? Host { get; init; }

    /// <summary>Whether the mock server inside is the target.</summary>
    public bool IsMock { get; init; }

    /// <summary>What the service speaks, with the version of the API that was asked for.</summary>
    public Dialect Dialect { get; init; } = KnownDialects.Default;

    /// <summary>Where <see cref="Dialect"/> comes from, in words: "--dialect", "guessed from --host", "default" …</summary>
    public string DialectSource { get; init; } = "default";

    /// <inheritdoc cref="BatchApiOptions.ApiBase"/>
    public required string ApiBase { get; init; }

    /// <inheritdoc cref="BatchApiOptions.Timeout"/>
    public required TimeSpan Timeout { get; init; }

    /// <inheritdoc cref="BatchApiOptions.UploadTimeout"/>
    public TimeSpan UploadTimeout { get; init; } = BatchApiOptions.DefaultUploadTimeout;

    /// <inheritdoc cref="BatchApiOptions.HttpVersion"/>
    public required Version HttpVersion { get; init; }

    /// <inheritdoc cref="BatchApiOptions.Connections"/>
    public required ConnectionMode Connections { get; init; }

    /// <inheritdoc cref="BatchApiOptions.CaCertificateFile"/>
    public string? CaCertificateFile { get; init; }

    /// <inheritdoc cref="BatchApiOptions.Insecure"/>
    public bool Insecure { get; init; }

    /// <inheritdoc cref="BatchApiOptions.AcceptEncoding"/>
    public string? AcceptEncoding { get; init; }

    /// <inheritdoc cref="BatchApiOptions.Proxies"/>
    public ProxyRules Proxies { get; init; } = ProxyRules.None;

    /// <inheritdoc cref="BatchApiOptions.KeepsCookies"/>
    public bool KeepsCookies { get; init; } = true;

    /// <inheritdoc cref="BatchApiOptions.SendsTraceHeaders"/>
    public bool SendsTraceHeaders { get; init; } = true;

    /// <inheritdoc cref="BatchApiOptions.IdHeaders"/>
    public string IdHeaders { get; init; } = BatchApiOptions.DefaultIdHeaders;

    /// <inheritdoc cref="BatchApiOptions.Headers"/>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>How long the run waits, before it begins, for the service to accept connections; 0 for not at all.</summary>
    public TimeSpan WaitFor { get; init; }

    /// <summary>Whether a run asks before its load whether all of it would be refused.</summary>
    public bool Preflight { get; init; } = true;

    /// <summary>The client's options, for the address that the target really has.</summary>
    public BatchApiOptions ToApiOptions(Uri host) =>
        new()
        {
            Host = host,
            Dialect = Dialect,
            ApiBase = ApiBase,
            Timeout = Timeout,
            UploadTimeout = UploadTimeout,
            HttpVersion = HttpVersion,
            Connections = Connections,
            CaCertificateFile = CaCertificateFile,
            Insecure = Insecure,
            AcceptEncoding = AcceptEncoding,
            Proxies = Proxies,
            KeepsCookies = KeepsCookies,
            SendsTraceHeaders = SendsTraceHeaders,
            IdHeaders = IdHeaders,
            Headers = Headers,
        };

    /// <summary>Only the address: header values may be secrets.</summary>
    public override string ToString() => $"TargetSettings {{ Host = {(IsMock ? "mock" : Host)} }}";
}
