using System.Text;

namespace BatchLoadTest.Recording;

/// <summary>Text from outside that has to become UTF-8.</summary>
internal static class WellFormedText
{
    /// <summary>The text with each lone surrogate replaced by U+FFFD: there is no UTF-8 for it.</summary>
    public static string WellFormed(this string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var wellFormed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            wellFormed.Append(rune);
        }

        return wellFormed.ToString();
    }
}
