namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the addresses that the mock server listens on.</summary>
public static class ListenText
{
    /// <summary>Reads addresses parted by semicolons, in the web server's own form.</summary>
    public static Parsed<IReadOnlyList<string>> Parse(string text)
    {
        var urls = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return urls.Length > 0 && urls.All(IsListenable)
            ? Parsed.Ok<IReadOnlyList<string>>(urls)
            : Parsed.Bad<IReadOnlyList<string>>(
                "must be http addresses such as http://127.0.0.1:3001 or http://*:3001, parted by semicolons"
            );
    }

    /// <summary><c>*</c> and <c>+</c> stand for every address of the machine, which no URI can say.</summary>
    private static bool IsListenable(string text) =>
        Uri.TryCreate(
            text.Replace("://*", "://0.0.0.0", StringComparison.Ordinal)
                .Replace("://+", "://0.0.0.0", StringComparison.Ordinal),
            UriKind.Absolute,
            out var url
        ) && url is { Scheme: "http", AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" };
}
