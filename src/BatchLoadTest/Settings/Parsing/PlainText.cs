namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads texts that need little or no checking.</summary>
public static class PlainText
{
    /// <summary>Any text that is not blank.</summary>
    public static Parsed<string> NotBlank(string text) =>
        string.IsNullOrWhiteSpace(text) ? Parsed.Bad<string>("must not be empty") : Parsed.Ok(text);

    /// <summary>One word of visible ASCII characters.</summary>
    public static Parsed<string> Word(string text) =>
        IsVisible(text) ? Parsed.Ok(text) : Parsed.Bad<string>("must be one word of visible ASCII characters");

    /// <summary>A key as it fits into a header.</summary>
    public static Parsed<string> Key(string text) =>
        IsQuoted(text) ? Parsed.BadHidden<string>("has quotes around it, which are no part of a key; leave them out")
        : IsVisible(text) ? Parsed.Ok(text)
        : Parsed.BadHidden<string>(
            (
                text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                    ? "begins with the word Bearer, which is no part of a key; "
                : text.AsSpan().IndexOfAny('\r', '\n') >= 0 ? "has a line end in it; a key is one line: "
                : text.Any(char.IsWhiteSpace) ? "has a space in it; "
                : text.Any(letter => !char.IsAscii(letter)) ? "has a character outside ASCII in it; "
                : ""
            ) + "must be visible ASCII characters without spaces, as a header needs them"
        );

    private static bool IsQuoted(string text) => text is ['"', .., '"'] or ['\'', .., '\''];

    /// <summary>A user name: HTTP Basic ends it at the first colon.</summary>
    public static Parsed<string> Username(string text) =>
        text.Length > 0 && !text.Any(letter => char.IsControl(letter) || letter == ':')
            ? Parsed.Ok(text)
            : Parsed.Bad<string>("must be a name without colons and control characters");

    /// <summary>A password on one line.</summary>
    public static Parsed<string> Password(string text) =>
        text.Length > 0 && !text.Any(char.IsControl)
            ? Parsed.Ok(text)
            : Parsed.BadHidden<string>("must be one line and not empty");

    /// <summary>Whether the text is visible ASCII without spaces, and not empty.</summary>
    public static bool IsVisible(string text) => text.Length > 0 && text.All(letter => letter is > ' ' and <= '~');
}
