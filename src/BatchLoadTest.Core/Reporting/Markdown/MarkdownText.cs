using System.Globalization;
using System.Text;

namespace BatchLoadTest.Reporting.Markdown;

/// <summary>
/// Text from outside as GitHub-flavoured Markdown that shows it and does nothing: no table cell ends in it, no HTML and
/// no image comes of it, and nobody is mentioned.
/// </summary>
/// <remarks>
/// All such text becomes code: there GitHub links no @name, no #number, no commit and no address. Mostly a code span;
/// where the text holds what ends a code span or a table's cell, HTML's <c>code</c> with character references, since a
/// code span knows no escapes. White space becomes one space, other control characters and lone surrogates U+FFFD.
/// </remarks>
internal static class MarkdownText
{
    /// <summary>Longest text in characters; the rest is cut.</summary>
    public const int MaxLength = 500;

    /// <summary>The text as code, within a line or a table's cell; empty for an empty text.</summary>
    public static string Code(string text)
    {
        var line = OneLine(text);
        return line.Length == 0 ? ""
            : line.AsSpan().IndexOfAny('`', '|', '\\') < 0 ? $"`{line}`"
            : $"<code>{References(line)}</code>";
    }

    /// <summary>Words of this program, which hold figures and no text from outside, with Markdown's signs escaped.</summary>
    public static string Words(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '~' or '#')
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength)
            {
                line.Append('…');
                break;
            }

            if (Rune.IsWhiteSpace(rune))
            {
                line.Append(line.Length > 0 && line[^1] == ' ' ? "" : " ");
            }
            else
            {
                line.Append(Rune.IsControl(rune) ? Rune.ReplacementChar : rune);
            }
        }

        return line.ToString().Trim();
    }

    // Not only what would be Markdown: within HTML an address could still become a link, and so could what has an @,
    // whose reference is decoded too early. The comment parts it from what follows and is not shown.
    private static string References(string line)
    {
        var html = new StringBuilder(line.Length * 2);
        foreach (var rune in line.EnumerateRunes())
        {
            if (rune.Value == '@')
            {
                html.Append("&#64;<!-- -->");
            }
            else if (rune.IsAscii && !Rune.IsLetterOrDigit(rune) && rune.Value is not (' ' or ',' or '-' or '/'))
            {
                html.Append("&#").Append(rune.Value.ToString(CultureInfo.InvariantCulture)).Append(';');
            }
            else
            {
                html.Append(rune);
            }
        }

        return html.ToString();
    }
}
