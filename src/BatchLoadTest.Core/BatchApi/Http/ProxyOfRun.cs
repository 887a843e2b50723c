using System.Net;
using System.Net.Http;
using System.Text;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>
/// The proxies on the way to the service, as the stack asks for them. It sends a proxy's user and password only after the
/// proxy has asked for them with a 407, which makes two requests of one; so for requests that the proxy itself passes on
/// (plain HTTP) they go along at once and the stack knows none. A tunnel (HTTPS, SOCKS) is asked for by the stack: that is
/// no request to the service, and may be asked for twice.
/// </summary>
internal sealed class ProxyOfRun : IWebProxy, ICredentials
{
    private readonly ProxyRules rules;
    private readonly Uri host;
    private readonly ProxyAddress? toHost;
    private readonly string? authorizationToHost;

    /// <summary>The proxies of <paramref name="rules"/>.</summary>
    /// <param name="rules">Which requests go through which.</param>
    /// <param name="host">The service.</param>
    /// <param name="redactor">Gets the proxies' passwords.</param>
    public ProxyOfRun(ProxyRules rules, Uri host, SecretRedactor redactor)
    {
        this.rules = rules;
        this.host = host;
        toHost = rules.For(host);
        authorizationToHost = Authorization(toHost, host);
        Credentials = authorizationToHost is null ? this : null;
        foreach (var credential in rules.All.Select(proxy => proxy.Credential).OfType<NetworkCredential>())
        {
            // A token may stand in the place of either.
            redactor.Add(credential.Password.Length == 0 ? credential.UserName : credential.Password);
            redactor.AddBasic(credential.UserName, credential.Password);
        }
    }

    /// <summary>Those that the stack may use; null where they go along with each request.</summary>
    public ICredentials? Credentials { get; set; }

    /// <summary>Value of Proxy-Authorization for a request; null sends none. A secret.</summary>
    public string? AuthorizationFor(Uri target) =>
        IsToHost(target) ? authorizationToHost : Authorization(rules.For(target), target);

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => (IsToHost(destination) ? toHost : rules.For(destination))?.Uri;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        rules.All.FirstOrDefault(proxy => proxy.Uri == uri)?.Credential;

    private static string? Authorization(ProxyAddress? proxy, Uri target) =>
        proxy is { Credential: { } credential }
        && target.Scheme == Uri.UriSchemeHttp
        && (proxy.Uri.Scheme == Uri.UriSchemeHttp || proxy.Uri.Scheme == Uri.UriSchemeHttps)
            ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"))
            : null;

    // Nearly all are: the list of exceptions is not gone through for each request.
    private bool IsToHost(Uri target) =>
        target.Port == host.Port
        && target.Scheme == host.Scheme
        && target.Host.Equals(host.Host, StringComparison.Ordinal);
}
