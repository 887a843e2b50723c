using System.Net;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the page's settings.</summary>
internal static class PageBuilder
{
    /// <summary>Whether no run starts yet: a page waits for one, and settings may still be given there.</summary>
    public static bool Waits(SettingsReader reader) =>
        !reader.IsForPage && !reader.Value(PageCatalogue.Headless) && !reader.Value(PageCatalogue.Autostart);

    /// <summary>Reads and checks; null where no page is wanted.</summary>
    public static PageSettings? Build(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        var headless = reader.Value(PageCatalogue.Headless);
        var autostart = reader.Value(PageCatalogue.Autostart);
        var page = new PageSettings
        {
            Host = reader.Value(PageCatalogue.Host),
            Port = reader.Value(PageCatalogue.Port),
            Token = Token(reader, files, problems),
            BasePath = reader.TryGet(PageCatalogue.BasePath, out var path) ? path : "",
            AllowedHosts = reader.Values(PageCatalogue.AllowedHost),
            Autostart = autostart,
            Autoquit = reader.TryGet(PageCatalogue.Autoquit, out var time) ? time : null,
        };
        reader.Require(
            !headless || !autostart,
            "they contradict each other; leave one out",
            PageCatalogue.Headless,
            PageCatalogue.Autostart
        );
        reader.Require(
            headless || autostart || !reader.IsGiven(PageCatalogue.Autoquit),
            "needs --autostart",
            PageCatalogue.Autoquit
        );
        return headless ? null : page;
    }

    /// <summary>Where a page of these settings is found from this machine.</summary>
    public static Uri Address(SettingsReader reader)
    {
        var host = reader.Value(PageCatalogue.Host);
        var port = reader.Value(PageCatalogue.Port);
        reader.Require(port > 0, "must be the port that the page listens on", PageCatalogue.Port);
        var isEverywhere = host == WebHostText.All || (IPAddress.TryParse(host, out var address) && IsAny(address));
        return new UriBuilder(Uri.UriSchemeHttp, isEverywhere ? "127.0.0.1" : host, port).Uri;
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static string? Token(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        var isGiven = reader.TryGet(PageCatalogue.Token, out var token);
        if (!reader.TryGet(PageCatalogue.TokenFile, out var path))
        {
            return isGiven ? token : null;
        }

        reader.Require(!isGiven, "give one of them", PageCatalogue.Token, PageCatalogue.TokenFile);
        if (files.ReadSecret(path, out var problem) is not { } text)
        {
            problems.Add($"{reader.Describe(PageCatalogue.TokenFile)}: {problem}");
            return null;
        }

        var parsed = PageCatalogue.Token.Parse(text);
        if (parsed.Problem is not null)
        {
            problems.Add($"{reader.Describe(PageCatalogue.TokenFile)}: {parsed.Problem}");
        }

        return parsed.Value;
    }
}
