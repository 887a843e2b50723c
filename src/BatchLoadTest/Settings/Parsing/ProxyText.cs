using BatchLoadTest.BatchApi.Http;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the address of a proxy, or the word <c>none</c>. The text is never shown: it may hold a password.</summary>
public static class ProxyText
{
    /// <summary>Reads an address.</summary>
    public static Parsed<GivenProxy> Parse(string text) =>
        text.Trim().Equals("none", StringComparison.OrdinalIgnoreCase) ? Parsed.Ok(new GivenProxy(Proxy: null))
        : ProxyAddress.TryParse(text, "--proxy") is { } proxy ? Parsed.Ok(new GivenProxy(proxy))
        : Parsed.BadHidden<GivenProxy>(ProxyAddress.Allowed + ", or none");
}
