using System.Text;

namespace BatchLoadTest.Reporting.JUnit;

/// <summary>Text from outside that has to become XML 1.0, which knows neither most control characters nor lone surrogates.</summary>
internal static class XmlText
{
    /// <summary>The text with each character that XML must not or should not hold replaced by U+FFFD.</summary>
    public static string Of(string text)
    {
        var valid = new StringBuilder(text.Length);
        // A lone surrogate comes as U+FFFD already.
        foreach (var rune in text.EnumerateRunes())
        {
            valid.Append(IsValid(rune) ? rune : Rune.ReplacementChar);
        }

        return valid.ToString();
    }

    private static bool IsValid(Rune rune) =>
        rune.Value is '\t' or '\n' or '\r' || (!Rune.IsControl(rune) && rune.Value is not (0xFFFE or 0xFFFF));
}
