namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads a list of names of headers, such as <c>x-request-id,cf-ray</c>.</summary>
public static class HeaderNamesText
{
    private const int Most = 10;

    /// <summary>Reads it; names in small letters, as HTTP does not tell letters apart.</summary>
    public static Parsed<string> Parse(string text)
    {
#pragma warning disable CA1308 // HTTP/2 writes names in small letters, and so do logs.
        var names = text.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries);
#pragma warning restore CA1308
        return
            names.All(HeaderText.IsName)
            && names.Length <= Most
            && names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? Parsed.Ok(string.Join(',', names))
            : Parsed.Bad<string>($"must be names of headers with commas between them, at most {Most}");
    }
}
