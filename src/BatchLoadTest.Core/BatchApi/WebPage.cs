using System.Net;
using System.Text.RegularExpressions;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// Reads the words of a page for people: what something in front of a service answers with, where the service itself
/// speaks JSON.
/// </summary>
internal static partial class WebPage
{
    private const RegexOptions Options =
        RegexOptions.IgnoreCase
        | RegexOptions.Singleline
        | RegexOptions.NonBacktracking
        | RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture;

    /// <summary>Whether a body is a page, or other markup, rather than JSON or plain words.</summary>
    public static bool Is(ReadOnlySpan<char> body)
    {
        body = body.TrimStart();
        return body.Length > 1 && body[0] == '<' && (char.IsAsciiLetter(body[1]) || body[1] is '!' or '?');
    }

    /// <summary>Its title, else its first heading, else (S3's XML) code and message, else its text.</summary>
    public static string Title(string page) =>
        First(TitleElement(), page) ?? First(Heading(), page) ?? Xml(page) ?? Text(page);

    /// <summary>
    /// The server that the page names in its last line, as nginx (<c>&lt;center&gt;</c>) and Apache
    /// (<c>&lt;address&gt;</c>) do; null where there is none.
    /// </summary>
    public static string? Server(string page)
    {
        string? last = null;
        foreach (Match match in Footer().Matches(page))
        {
            // nginx writes its heading so as well.
            var text = Text(match.Groups["text"].Value);
            last = text.Length == 0 || match.Value.Contains("<h1", StringComparison.OrdinalIgnoreCase) ? last : text;
        }

        return last;
    }

    private static string? Xml(string page) =>
        First(XmlMessage(), page) is { } message
            ? (First(XmlCode(), page) is { } code ? $"{code}: {message}" : message)
            : null;

    private static string? First(Regex element, string page) =>
        element.Match(page) is { Success: true } match && Text(match.Groups["text"].Value) is { Length: > 0 } text
            ? text
            : null;

    private static string Text(string markup) => WebUtility.HtmlDecode(Tag().Replace(markup, " ")).Trim();

    [GeneratedRegex(@"<title[^>]*>(?<text>.*?)</title", Options)]
    private static partial Regex TitleElement();

    [GeneratedRegex(@"<h[1-3][^>]*>(?<text>.*?)</h[1-3]", Options)]
    private static partial Regex Heading();

    [GeneratedRegex(@"<(center|address)[^>]*>(?<text>.*?)</(center|address)", Options)]
    private static partial Regex Footer();

    [GeneratedRegex(@"<message[^>]*>(?<text>.*?)</message", Options)]
    private static partial Regex XmlMessage();

    [GeneratedRegex(@"<code[^>]*>(?<text>.*?)</code", Options)]
    private static partial Regex XmlCode();

    [GeneratedRegex(@"<style.*?</style>|<script.*?</script>|<[^>]*>", Options)]
    private static partial Regex Tag();
}
