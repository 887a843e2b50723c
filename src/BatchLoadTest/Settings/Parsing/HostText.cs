namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the target's address: scheme, host and port, nothing else, or the word <c>mock</c>.</summary>
public static class HostText
{
    /// <summary>The word that stands for the mock server inside.</summary>
    public const string Mock = "mock";

    private const string Allowed = "must be an http or https address such as https://host:8443, or mock";

    /// <summary>Reads an address; one that can hold a password or a token is never shown again.</summary>
    public static Parsed<TargetHost> Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Equals(Mock, StringComparison.OrdinalIgnoreCase))
        {
            return Parsed.Ok(new TargetHost(Url: null));
        }

        if (trimmed.Contains('@', StringComparison.Ordinal))
        {
            return Parsed.BadHidden<TargetHost>(
                "must not hold a user or password; give them by --username and BATCH_LOAD_TEST_PASSWORD"
            );
        }

        if (trimmed.AsSpan().ContainsAny('?', '#'))
        {
            return Parsed.BadHidden<TargetHost>("must not hold a query or a fragment: only scheme, host and port");
        }

        return ParseAddress(trimmed);
    }

    private static Parsed<TargetHost> ParseAddress(string text)
    {
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate("http://" + text, UriKind.Absolute, out var guess) && PlainText.IsVisible(text)
                ? Parsed.Bad<TargetHost>($"must begin with http:// or https://, such as {Root(guess)}")
                : Parsed.Bad<TargetHost>(Allowed);
        }

        if (
            !PlainText.IsVisible(text)
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.Host.Length == 0
            || url.Port == 0
        )
        {
            return Parsed.Bad<TargetHost>(Allowed);
        }

        return url.AbsolutePath == "/"
            ? Parsed.Ok(new TargetHost(new Uri(Root(url))))
            : Parsed.Bad<TargetHost>(
                $"must not hold a path; give --host {Root(url)} and --api-base {url.AbsolutePath.TrimEnd('/')}"
            );
    }

    private static string Root(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
