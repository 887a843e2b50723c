using System.Net;
using System.Net.Http;
using System.Text;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// The proxy on the way to the service. The stack sends a proxy's user and password only after the proxy has asked for
/// them with a 407, which makes two requests of one; so for requests that the proxy itself passes on (plain HTTP) they
/// go along at once and the stack knows none. A tunnel (HTTPS) is asked for by the stack: that is no request to the
/// service, and may be asked for twice.
/// </summary>
internal sealed class ProxyOfRun : IWebProxy
{
    private readonly IWebProxy system;

    /// <summary>The proxy of <paramref name="system"/> for <paramref name="host"/>.</summary>
    /// <param name="system">What the environment says.</param>
    /// <param name="host">The service.</param>
    /// <param name="redactor">Is told the proxy's password.</param>
    public ProxyOfRun(IWebProxy system, Uri host, SecretRedactor redactor)
    {
        this.system = system;
        var isTunnel = host.Scheme == Uri.UriSchemeHttps;
        Credentials = isTunnel ? system.Credentials : null;
        if (
            system.IsBypassed(host)
            || system.GetProxy(host) is not { } proxy
            || system.Credentials?.GetCredential(proxy, "Basic") is not { } credential
        )
        {
            return;
        }

        redactor.Add(credential.Password);
        redactor.AddBasic(credential.UserName, credential.Password);
        if (!isTunnel)
        {
            var words = Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}");
            Authorization = "Basic " + Convert.ToBase64String(words);
        }
    }

    /// <summary>Those that the stack may use; null where they go along with each request.</summary>
    public ICredentials? Credentials { get; set; }

    /// <summary>Value of Proxy-Authorization for each request; null sends none. A secret.</summary>
    public string? Authorization { get; }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => system.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => system.IsBypassed(host);
}
