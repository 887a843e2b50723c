using System.Globalization;
using System.Text;

namespace BatchLoadTest.Scenarios.Results;

/// <summary>The beginning of a line that cannot be read, as a person may see it.</summary>
internal static class QuotedLine
{
    /// <summary>Characters that are shown; the rest is cut.</summary>
    public const int MaxLength = 80;

    // Secrets are taken out before anything is cut. A line may be megabytes long, and no secret is.
    private const int MaxRead = 4 * 1024;

    /// <summary>Quotes it: secrets taken out, control characters visible, blanks collapsed, cut.</summary>
    /// <param name="line">The line, of any bytes.</param>
    /// <param name="redact">Makes one line without secrets of words.</param>
    public static string Of(ReadOnlySpan<byte> line, Func<string, string> redact)
    {
        var text = new StringBuilder(Math.Min(line.Length, MaxRead));
        var isLong = false;
        while (!line.IsEmpty && !(isLong = text.Length >= MaxRead))
        {
            // What is no UTF-8 becomes the sign for that.
            Rune.DecodeFromUtf8(line, out var rune, out var length);
            line = line[length..];
            Append(text, rune);
        }

        var visible = new StringInfo(redact(text.ToString()));
        return visible.LengthInTextElements <= MaxLength && !isLong
            ? $"\"{visible.String}\""
            : $"\"{visible.SubstringByTextElements(0, Math.Min(MaxLength, visible.LengthInTextElements))}…\"";
    }

    private static void Append(StringBuilder text, Rune rune)
    {
        if (rune.Value == ' ')
        {
            // Collapsed here and not after the cut, or blanks could bring the end of a cut secret to the front.
            if (text.Length == 0 || text[^1] != ' ')
            {
                text.Append(' ');
            }
        }
        else if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
        {
            text.Append(
                rune.Value switch
                {
                    '\t' => @"\t",
                    '\r' => @"\r",
                    _ => string.Create(CultureInfo.InvariantCulture, $@"\u{rune.Value:x4}"),
                }
            );
        }
        else
        {
            text.Append(rune.ToString());
        }
    }
}
