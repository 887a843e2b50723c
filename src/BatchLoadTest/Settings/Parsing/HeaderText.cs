using System.Buffers;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads a header, <c>Name: value</c>. The text is never shown: the value may be a token.</summary>
public static class HeaderText
{
    private static readonly SearchValues<char> TokenLetters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    );

    /// <summary>Reads a header.</summary>
    public static Parsed<KeyValuePair<string, string>> Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : text[..colon].Trim();
        var value = text[(colon + 1)..].Trim();
        if (!IsName(name))
        {
            return Bad("must be written 'Name: value', the name in letters, digits and hyphens");
        }

        if (value.Any(letter => char.IsControl(letter) || !char.IsAscii(letter)))
        {
            return Bad($"the value of {name} must be ASCII on one line");
        }

        // These belong to the body of each request, or to the connection; the client sets them.
        return
            name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
            ? Bad($"{name} is set by each request itself")
            : Parsed.Ok(KeyValuePair.Create(name, value));
    }

    /// <summary>Whether a text is the name of a header (RFC 9110, token).</summary>
    internal static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenLetters);

    private static Parsed<KeyValuePair<string, string>> Bad(string problem) =>
        Parsed.BadHidden<KeyValuePair<string, string>>(problem);
}
