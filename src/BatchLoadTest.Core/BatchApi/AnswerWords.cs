using System.Net.Http;
using System.Text;

namespace BatchLoadTest.BatchApi;

/// <summary>
/// The words of an answer that is none of what was asked for, and who gave them, as far as that shows: a page, or a
/// <c>Via</c> header, is of something in front of the service.
/// </summary>
internal static class AnswerWords
{
    /// <summary>The words in full, so that secrets can be taken out before anything is cut; may be empty.</summary>
    /// <param name="response">The answer's head.</param>
    /// <param name="body">The beginning of its body.</param>
    public static string Of(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        if (ErrorText.MessageOf(body) is { } message)
        {
            return message;
        }

        var text = Encoding.UTF8.GetString(ByteOrderMark.Skip(body));
        if (WebPage.Is(text))
        {
            return PageWords(response, text);
        }

        return string.IsNullOrWhiteSpace(text) ? response.ReasonPhrase ?? "" : text;
    }

    /// <summary>Whether an answer that should be JSON is a page.</summary>
    public static bool IsPage(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];

    private static string PageWords(HttpResponseMessage response, string page)
    {
        var words = WebPage.Title(page);
        var server = WebPage.Server(page) ?? Header(response, "Server");
        if (server is not null && !words.Contains(server, StringComparison.OrdinalIgnoreCase))
        {
            words = words.Length == 0 ? server : $"{words}, {server}";
        }

        var via = Header(response, "Via") is { } through ? $", via {through}" : "";
        return $"{words} (a page of something in front of the service{via})";
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } value
            ? value
            : null;
}
