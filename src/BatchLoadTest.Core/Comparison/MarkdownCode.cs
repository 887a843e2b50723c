using System.Globalization;
using System.Text;

namespace BatchLoadTest.Comparison;

/// <summary>Text from outside within Markdown, as text and nothing else.</summary>
internal static class MarkdownCode
{
    private const int Longest = 200;

    /// <summary>
    /// The text in a code element, where no reader of Markdown makes a mention, an issue or a link of it. A code span
    /// cannot hold a back-tick or, in a table, a bar; so punctuation is written as references, which are never
    /// syntax.
    /// </summary>
    public static string Of(string text)
    {
        var code = new StringBuilder("<code>");
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++length > Longest)
            {
                code.Append('…');
                break;
            }

            Append(code, rune);
        }

        return code.Append("</code>").ToString();
    }

    private static void Append(StringBuilder code, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                code.Append(' ');
                break;
            case UnicodeCategory.Format:
                // Invisible: it could turn the direction of writing.
                break;
            default:
                if (rune.IsAscii && !Rune.IsLetterOrDigit(rune) && rune.Value is not (' ' or '-' or ','))
                {
                    code.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
                }
                else
                {
                    code.Append(rune);
                }

                break;
        }
    }
}
