using System.Globalization;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>
/// Reads beginnings that prompts have in common: <c>30%</c>, <c>30%x5</c> for how many there are, <c>30%x5:400</c> for the
/// tokens of each.
/// </summary>
public static class PrefixesText
{
    /// <summary>Reads them; null for a share of 0.</summary>
    public static Parsed<SharedPrefixes?> Parse(string text)
    {
        var (rest, tokens) = Split(text, ':');
        var (share, count) = Split(rest, 'x');
        if (
            ShareText.Parse(share) is not { Problem: null, Value: var part }
            || !TryRead(count, SharedPrefixes.MostCount, out var howMany)
            || !TryRead(tokens, TokenNumbers.Most, out var length)
        )
        {
            return Parsed.Bad<SharedPrefixes?>(
                "must be a share of rows, then how many prefixes (x, 1 to 1,000,000) and the tokens of each (:), such as 30%, "
                    + "30%x5 or 30%x5:400"
            );
        }

        return Parsed.Ok(part > 0 ? new SharedPrefixes(part, howMany ?? SharedPrefixes.DefaultCount, length) : null);
    }

    private static (string Before, string? After) Split(string text, char sign)
    {
        var place = text.IndexOf(sign, StringComparison.OrdinalIgnoreCase);
        return place < 0 ? (text, null) : (text[..place], text[(place + 1)..]);
    }

    private static bool TryRead(string? text, int most, out int? number)
    {
        number = null;
        if (text is null)
        {
            return true;
        }

        number = int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return number >= 1 && number <= most;
    }
}
