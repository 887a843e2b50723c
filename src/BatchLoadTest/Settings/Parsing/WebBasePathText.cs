namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the path below which a reverse proxy shows the page.</summary>
public static class WebBasePathText
{
    /// <summary>A path such as <c>/loadtest</c>, without a slash at its end; empty for the root.</summary>
    public static Parsed<string> Parse(string text)
    {
        var path = text.Trim().TrimEnd('/');
        return path.Length == 0 && text.Contains('/', StringComparison.Ordinal) || IsPath(path)
            ? Parsed.Ok(path)
            : Parsed.Bad<string>(
                "must be a path such as /loadtest: a '/', then letters, digits, '-', '.', '_' or '~', without '..'"
            );
    }

    private static bool IsPath(string path) => path.StartsWith('/') && path[1..].Split('/').All(IsSegment);

    private static bool IsSegment(string segment) =>
        segment is not ("" or "." or "..")
        && segment.All(letter =>
            char.IsAsciiLetterOrDigit(letter) || "-._~".Contains(letter, StringComparison.Ordinal)
        );
}
