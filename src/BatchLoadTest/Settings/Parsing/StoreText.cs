namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the address of a Redis server. The text is never shown: it may hold a password.</summary>
public static class StoreText
{
    private const string Allowed =
        "must be a redis:// or rediss:// address such as redis://host:6379, with a database behind it (/0) or none";

    /// <summary>Reads an address.</summary>
    public static Parsed<Uri> Parse(string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
        && url.Scheme is "redis" or "rediss"
        && url.Host.Length > 0
        && url.Query.Length + url.Fragment.Length == 0
        && (url.AbsolutePath.Trim('/') is var database && (database.Length == 0 || ushort.TryParse(database, out _)))
            ? Parsed.Ok(url)
            : Parsed.BadHidden<Uri>(Allowed);
}
