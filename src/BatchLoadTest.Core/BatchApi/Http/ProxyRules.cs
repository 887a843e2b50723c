namespace BatchLoadTest.BatchApi.Http;

/// <summary>Which proxy a request goes through: one that was given for all, those of the environment, or none.</summary>
public sealed class ProxyRules
{
    /// <summary>No proxy for anything.</summary>
    public static readonly ProxyRules None = new();

    private ProxyAddress? always;
    private ProxyAddress? http;
    private ProxyAddress? https;
    private ProxyExceptions exceptions = new(null);

    private ProxyRules() { }

    /// <summary>All proxies that may be used.</summary>
    public IEnumerable<ProxyAddress> All => new[] { always, http, https }.OfType<ProxyAddress>();

    /// <summary>That proxy for every target, this machine and what <c>NO_PROXY</c> names included.</summary>
    public static ProxyRules Always(ProxyAddress proxy) => new() { always = proxy };

    /// <summary>
    /// What the environment says: <c>http_proxy</c> and <c>https_proxy</c> by the target's scheme, <c>all_proxy</c> for
    /// what is left, <c>no_proxy</c>; each also in capitals, where the small letters win, as in curl. An empty one counts
    /// as not set. This machine's own addresses are never reached through them.
    /// </summary>
    /// <param name="variable">The environment; names are told apart by case where the system does.</param>
    /// <param name="wrong">Gets each variable that is in force and is no proxy's address.</param>
    public static ProxyRules FromEnvironment(Func<string, string?> variable, Action<string> wrong)
    {
        ProxyAddress? all = null;
        var isAllRead = false;
        var (http, https) = (Proxy("http_proxy") ?? AllProxy(), Proxy("https_proxy") ?? AllProxy());
        return http is null && https is null
            ? None
            : new()
            {
                http = http,
                https = https,
                exceptions = new ProxyExceptions(Find("no_proxy").Text),
            };

        ProxyAddress? AllProxy()
        {
            all = isAllRead ? all : Proxy("all_proxy");
            isAllRead = true;
            return all;
        }

        ProxyAddress? Proxy(string name)
        {
            if (Find(name) is not (var source, { } text))
            {
                return null;
            }

            var proxy = ProxyAddress.TryParse(text, source);
            if (proxy is null)
            {
                wrong(source);
            }

            return proxy;
        }

        (string Name, string? Text) Find(string name)
        {
            if (Set(name) is { } text)
            {
                return (name, text);
            }

            // A web server hands a request's header "Proxy" to its scripts as HTTP_PROXY.
            var capitals = name.ToUpperInvariant();
            return name == "http_proxy" && (Set("REQUEST_METHOD") ?? Set("GATEWAY_INTERFACE")) is not null
                ? (name, null)
                : (capitals, Set(capitals));
        }

        string? Set(string name) => variable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
    }

    /// <summary>The proxy on the way to the target; null where there is none.</summary>
    /// <param name="target">An absolute address of http or https.</param>
    public ProxyAddress? For(Uri target) =>
        always
        ?? (
            (target.Scheme == Uri.UriSchemeHttps ? https : http) is { } proxy
            && !target.IsLoopback
            && !exceptions.Contains(target)
                ? proxy
                : null
        );
}
