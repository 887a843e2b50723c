using System.Net;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>A proxy: where it listens, and who we are there.</summary>
public sealed class ProxyAddress
{
    private const int SocksPort = 1080;

    private ProxyAddress(Uri uri, NetworkCredential? credential, string source)
    {
        Uri = uri;
        Credential = credential;
        Source = source;
    }

    /// <summary>Scheme (http, https, socks4, socks4a, socks5), host and port; no user, no password.</summary>
    public Uri Uri { get; }

    /// <summary>User and password; null without. A secret.</summary>
    public NetworkCredential? Credential { get; }

    /// <summary>What a person gave it by: an option or a variable.</summary>
    public string Source { get; }

    /// <summary>The same proxy, given by something else.</summary>
    public ProxyAddress From(string source) => new(Uri, Credential, source);

    /// <summary>What is allowed; for errors.</summary>
    public static string Allowed =>
        "must be the address of a proxy such as http://host:3128 or socks5://host:1080, "
        + "with user:password@ before the host where it asks for them (@ as %40, / as %2F)";

    /// <summary>
    /// Reads an address as curl does: without a scheme it is HTTP. Null where it is none; the text may hold a password,
    /// so that no error may show it.
    /// </summary>
    /// <param name="text">What was given.</param>
    /// <param name="source">What it was given by.</param>
    public static ProxyAddress? TryParse(string text, string source)
    {
        text = text.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            text = "http://" + text;
        }

        // What .NET calls socks5 leaves names to the proxy, which curl calls socks5h.
        if (text.StartsWith("socks5h://", StringComparison.OrdinalIgnoreCase))
        {
            text = "socks5" + text["socks5h".Length..];
        }

        if (
            text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5")
            || url.Host.Length == 0
            || url.Port == 0
            || url.AbsolutePath is not ("" or "/")
            || url.Query.Length + url.Fragment.Length > 0
        )
        {
            return null;
        }

        var parts = url.UserInfo.Split(':', 2);
        var credential =
            url.UserInfo.Length == 0
                ? null
                : new NetworkCredential(
                    Uri.UnescapeDataString(parts[0]),
                    Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "")
                );
        return new(new UriBuilder(url.Scheme, url.Host, url.Port < 0 ? SocksPort : url.Port).Uri, credential, source);
    }

    /// <summary>An address as it may be shown: what stands before the host may be a password or a token.</summary>
    /// <param name="text">What was given, right or wrong.</param>
    public static string Mask(string text)
    {
        var end = text.LastIndexOf('@');
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var start = scheme < 0 || scheme > end ? 0 : scheme + 3;
        return end < 0 ? text : string.Concat(text.AsSpan(0, start), "***", text.AsSpan(end));
    }

    /// <summary>Scheme, host and port, and whether a user goes along; no secret.</summary>
    public override string ToString() => $"{Uri.Scheme}://{(Credential is null ? "" : "***@")}{Uri.Authority}";
}
