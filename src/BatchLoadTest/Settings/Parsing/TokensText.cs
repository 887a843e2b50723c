using System.Globalization;
using System.Text.RegularExpressions;
using BatchLoadTest.Scenarios.Prompts;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads numbers of tokens: <c>500</c>, <c>200..2000</c> or <c>lognormal(800,2400)</c>.</summary>
public static partial class TokensText
{
    /// <summary>Reads one.</summary>
    public static Parsed<TokenNumbers> Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success || !TryRead(match.Groups["first"], out var first))
        {
            return Bad();
        }

        if (!match.Groups["second"].Success)
        {
            return Parsed.Ok<TokenNumbers>(new FixedTokens(first));
        }

        if (!TryRead(match.Groups["second"], out var second))
        {
            return Bad();
        }

        if (match.Groups["lognormal"].Success)
        {
            return LogNormalTokens.Exists(first, second)
                ? Parsed.Ok<TokenNumbers>(new LogNormalTokens(first, second))
                : Parsed.Bad<TokenNumbers>(
                    "must have a p95 above the mean and at most 3.8 times as large, such as lognormal(800,2400): there is no other"
                );
        }

        return first <= second
            ? Parsed.Ok<TokenNumbers>(new UniformTokens(first, second))
            : Parsed.Bad<TokenNumbers>("must be a range with the smaller number first, such as 200..2000");
    }

    private static Parsed<TokenNumbers> Bad() =>
        Parsed.Bad<TokenNumbers>(
            $"must be tokens, 1 to {TokenNumbers.Most:N0}, such as 500, 200..2000 or lognormal(800,2400): mean and p95"
        );

    private static bool TryRead(Group group, out int tokens) =>
        int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out tokens)
        && tokens is >= 1 and <= TokenNumbers.Most;

    [GeneratedRegex(
        """
            ^(?:
              (?<first>[0-9]+) (\s*\.\.\s*(?<second>[0-9]+))? |
              (?<lognormal>lognormal)\s*\(\s*(?<first>[0-9]+)\s*,\s*(?<second>[0-9]+)\s*\)
            )\z
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase
    )]
    private static partial Regex Pattern();
}
