using System.Globalization;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads the price of a model's tokens, <c>MODEL=IN/OUT</c>: of a million prompt and completion tokens.</summary>
internal static class PriceText
{
    private const NumberStyles Style =
        NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    // Of a million tokens; more is a slip, and every sum stays exact.
    private const decimal Highest = 1_000_000;

    /// <summary>Reads a price; the name of a model may hold <c>=</c> and <c>/</c> itself.</summary>
    public static Parsed<TokenPrice> Parse(string text)
    {
        var end = text.LastIndexOf('=');
        var prices = text[(end + 1)..].Split('/');
        return
            end > 0
            && text[..end].Trim() is { Length: > 0 } model
            && !model.Any(char.IsControl)
            && prices.Length == 2
            && TryRead(prices[0], out var prompt)
            && TryRead(prices[1], out var completion)
            ? Parsed.Ok(new TokenPrice(model, prompt, completion))
            : Parsed.Bad<TokenPrice>(
                "must be written MODEL=IN/OUT, the prices of a million prompt and completion tokens, such as "
                    + "gpt-4o-mini=0.075/0.3; MODEL may be * for all others"
            );
    }

    private static bool TryRead(string text, out decimal price) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out price) && price is >= 0 and <= Highest;
}
