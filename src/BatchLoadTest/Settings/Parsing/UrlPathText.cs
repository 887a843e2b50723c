namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads paths on the target.</summary>
public static class UrlPathText
{
    private const string Allowed = "must be a path that begins with '/', without query, fragment and spaces";

    /// <summary>A path; a slash at its end is cut off.</summary>
    public static Parsed<string> Base(string text)
    {
        var trimmed = text.Trim();
        return IsPath(trimmed) ? Parsed.Ok(trimmed.TrimEnd('/')) : Parsed.Bad<string>(Allowed);
    }

    /// <summary>A path, as it is.</summary>
    public static Parsed<string> Path(string text) =>
        IsPath(text.Trim()) ? Parsed.Ok(text.Trim()) : Parsed.Bad<string>(Allowed);

    /// <summary>A path, or an address of its own; neither may hold what could be a secret.</summary>
    public static Parsed<string> PathOrAddress(string text)
    {
        var trimmed = text.Trim();
        if (IsPath(trimmed) || IsAddress(trimmed))
        {
            return Parsed.Ok(trimmed);
        }

        const string problem =
            "must be a path that begins with '/', or an http or https address; no user, password, query or fragment";
        return trimmed.AsSpan().ContainsAny('@', '?', '#')
            ? Parsed.BadHidden<string>(problem)
            : Parsed.Bad<string>(problem);
    }

    private static bool IsPath(string text) =>
        text.StartsWith('/')
        && !text.StartsWith("//", StringComparison.Ordinal)
        && PlainText.IsVisible(text)
        && !text.AsSpan().ContainsAny('?', '#');

    private static bool IsAddress(string text) =>
        PlainText.IsVisible(text)
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && !text.AsSpan().ContainsAny('@', '?', '#');
}
