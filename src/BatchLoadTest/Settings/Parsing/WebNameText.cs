namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads a name under which browsers know the page.</summary>
public static class WebNameText
{
    /// <summary>A host name or an IP address, in small letters; no scheme, no port, no pattern.</summary>
    public static Parsed<string> Parse(string text)
    {
        var name = text.Trim().Trim('[', ']');
        return Uri.CheckHostName(name) != UriHostNameType.Unknown
            ? Parsed.Ok(new UriBuilder(Uri.UriSchemeHttp, name).Uri.IdnHost.Trim('[', ']'))
            : Parsed.Bad<string>("must be a host name such as load.example.org, without scheme, port and path");
    }
}
