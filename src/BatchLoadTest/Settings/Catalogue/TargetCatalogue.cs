using System.Net;
using BatchLoadTest.BatchApi;
using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.BatchApi.Http;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings of the service under test.</summary>
internal static class TargetCatalogue
{
    public static readonly Setting<TargetHost> Host = new("host", HostText.Parse)
    {
        Alias = "-H",
        Placeholder = "URL",
        DefaultNote = "required",
        HasLocustTwin = true,
        Description = "Scheme, host and port of the service, or 'mock' for the mock server inside.",
    };

    public static readonly Setting<Dialect> Dialect = new(
        "dialect",
        ChoiceText.Of([.. KnownDialects.All.Select(dialect => (dialect.Name, dialect))])
    )
    {
        Placeholder = "NAME",
        DefaultNote = $"by --host where that is certain, else {KnownDialects.Default.Name}",
        Description = "Which service's way of files, batches and keys is spoken.",
    };

    public static readonly Setting<string> ApiVersion = new("api-version", PlainText.Word)
    {
        Placeholder = "VERSION",
        DefaultNote = "the dialect's; none where --api-base ends in one, such as /v1",
        Description = "Version in the query of every request; only for a dialect that has one.",
    };

    public static readonly Setting<string> ApiBase = new("api-base", UrlPathText.Base)
    {
        Placeholder = "PATH",
        Default = KnownDialects.Default.ApiBase,
        DefaultNote = "the dialect's; /ai/v1 of control-layer",
        KnownVariable = "API_BASE",
        Description = "Where files and batches live.",
    };

    public static readonly Setting<TimeSpan> Timeout = new("timeout", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        Default = "60s",
        Description = "Longest time for one request.",
    };

    public static readonly Setting<TimeSpan> UploadTimeout = new("upload-timeout", DurationText.AboveZero)
    {
        Placeholder = "TIME",
        DefaultNote = "300s; --timeout where that is given",
        Description = "Longest time for one upload, which a service may keep waiting before it refuses it.",
    };

    public static readonly Setting<Version> Http = new(
        "http-version",
        ChoiceText.Of(("1.1", HttpVersion.Version11), ("2", HttpVersion.Version20))
    )
    {
        Placeholder = "1.1|2",
        Default = "1.1",
        Description = "HTTP version, exactly.",
    };

    public static readonly Setting<ConnectionMode> Connections = new(
        "connections",
        ChoiceText.Of(("shared", ConnectionMode.Shared), ("per-user", ConnectionMode.PerUser))
    )
    {
        Placeholder = "MODE",
        Default = "shared",
        Description = "shared: one pool for all users; per-user: one connection each.",
    };

    public static readonly Setting<string> CaCertificate = new("ca-cert", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Description = "PEM or DER file of authorities to trust instead of the system's.",
    };

    public static readonly Setting<bool> Insecure = new("insecure", FlagText.Parse)
    {
        Default = "false",
        Description = "Accept any server certificate.",
    };

    public static readonly Setting<KeyValuePair<string, string>> Header = new("header", HeaderText.Parse)
    {
        Placeholder = "'NAME: VALUE'",
        IsRepeatable = true,
        Secrecy = Secrecy.NameOnly,
        Description = "Header of every request.",
    };

    public static readonly Setting<string> AcceptEncoding = new("accept-encoding", EncodingsText.Parse)
    {
        Placeholder = "LIST",
        DefaultNote = "default none",
        Description = "Compressions that the service may answer with: gzip, deflate, br.",
    };

    public static readonly Setting<GivenProxy> Proxy = new("proxy", ProxyText.Parse)
    {
        Placeholder = "URL|none",
        DefaultNote = "http_proxy, https_proxy, all_proxy, no_proxy",
        Secrecy = Secrecy.UserInfo,
        Description = "Proxy for all requests to the service, or none; a target on this machine included.",
    };

    public static readonly Setting<bool> Cookies = new("cookies", ChoiceText.Of(("on", true), ("off", false)))
    {
        Placeholder = "on|off",
        Default = "on",
        Description = "Each user keeps the cookies that the service sets and sends them back.",
    };

    public static readonly Setting<bool> NoTraceHeaders = new("no-trace-headers", FlagText.Parse)
    {
        Default = "false",
        Description = "Send no traceparent and no X-Request-Id.",
    };

    public static readonly Setting<string> IdHeaders = new("id-headers", HeaderNamesText.Parse)
    {
        Placeholder = "LIST",
        Default = BatchApiOptions.DefaultIdHeaders,
        Description =
            "Headers of answers with an id to look for in the service's log, kept for failures and slow requests.",
    };

    public static readonly Setting<TimeSpan> WaitFor = new("wait-for-target", DurationText.ZeroOrMore)
    {
        Placeholder = "TIME",
        Default = "0s",
        Description = "Before the run, how long to wait for the service to accept connections.",
    };

    public static readonly Setting<bool> NoPreflight = new("no-preflight", FlagText.Parse)
    {
        Default = "false",
        Description = "Begin without asking the service once for key, models and balance.",
    };

    public static readonly SettingSection Section = new(
        "Target",
        [
            Host,
            Dialect,
            ApiBase,
            ApiVersion,
            Timeout,
            UploadTimeout,
            Http,
            Connections,
            CaCertificate,
            Insecure,
            Proxy,
            Cookies,
            AcceptEncoding,
            Header,
            NoTraceHeaders,
            IdHeaders,
            WaitFor,
            NoPreflight,
        ]
    );
}
