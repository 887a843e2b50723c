using BatchLoadTest.Reporting.Text;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads rates: <c>5/s</c>, <c>90/m</c>, <c>2.5/h</c>; a bare number is per second.</summary>
internal static class RateText
{
    /// <summary>The highest rate: more than any machine starts.</summary>
    public const double Highest = 1_000_000;

    /// <summary>A rate above zero, per second.</summary>
    public static Parsed<double> Parse(string text) =>
        TryRead(text, out var rate, out _) && rate > 0
            ? Parsed.Ok(rate)
            : Parsed.Bad<double>(
                $"must be a rate above 0 such as 5/s, 90/m or 2.5/h, at most {LoadWords.Rate(Highest)}"
            );

    /// <summary>Reads a rate of 0 or more.</summary>
    /// <param name="text">What a person wrote.</param>
    /// <param name="perSecond">The rate per second.</param>
    /// <param name="hasUnit">Whether there was a unit.</param>
    public static bool TryRead(string text, out double perSecond, out bool hasUnit)
    {
        var parts = text.Trim().Split('/');
        hasUnit = parts.Length == 2;
        perSecond = 0;
        double? seconds =
            parts.Length == 1
                ? 1
                : parts[^1].Trim() switch
                {
                    "s" => 1,
                    "m" => 60,
                    "h" => 3600,
                    _ => null,
                };
        if (parts.Length > 2 || seconds is null || !NumberText.TryRead(parts[0], out var number))
        {
            return false;
        }

        perSecond = number / seconds.Value;
        return perSecond <= Highest;
    }
}
