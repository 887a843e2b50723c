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

    /// <summary>A key as it fits into a header, without the line end of a Secret that <c>echo</c> made.</summary>
    public static Parsed<string> Key(string text) => KeyOfLine(WithoutLineEnd(text));

    private static Parsed<string> KeyOfLine(string text) =>
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

    // One alone: two are a mistake of another kind.
    private static string WithoutLineEnd(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2]
        : text.EndsWith('\n') ? text[..^1]
        : text;

    private static bool IsQuoted(string text) => text is ['"', .., '"'] or ['\'', .., '\''];

    /// <summary>A user name: HTTP Basic ends it at the first colon.</summary>
    public static Parsed<string> Username(string text) =>
        WithoutLineEnd(text) is { Length: > 0 } name && !name.Any(letter => char.IsControl(letter) || letter == ':')
            ? Parsed.Ok(name)
            : Parsed.Bad<string>("must be a name without colons and control characters");

    /// <summary>A password on one line.</summary>
    public static Parsed<string> Password(string text) =>
        WithoutLineEnd(text) is { Length: > 0 } password && !password.Any(char.IsControl)
            ? Parsed.Ok(password)
            : Parsed.BadHidden<string>("must be one line and not empty");

    /// <summary>Whether the text is visible ASCII without spaces, and not empty.</summary>
    public static bool IsVisible(string text) => text.Length > 0 && text.All(letter => letter is > ' ' and <= '~');
}
