namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads shares: <c>0.05</c> or <c>5%</c>.</summary>
public static class ShareText
{
    private const string Allowed = "must be a share from 0 to 1, or a percentage such as 5%";

    /// <summary>Reads a share; the value is 0 to 1.</summary>
    public static Parsed<double> Parse(string text) =>
        TryRead(text, out var share) ? Parsed.Ok(share) : Parsed.Bad<double>(Allowed);

    /// <summary>As <see cref="Parse"/>, or <c>off</c> for none.</summary>
    public static Parsed<double?> ParseOrOff(string text)
    {
        if (text.Trim().Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return Parsed.Ok<double?>(null);
        }

        return TryRead(text, out var share) ? Parsed.Ok<double?>(share) : Parsed.Bad<double?>(Allowed + ", or off");
    }

    private static bool TryRead(string text, out double share)
    {
        var trimmed = text.Trim();
        var isPercentage = trimmed.EndsWith('%');
        var isNumber = NumberText.TryRead(isPercentage ? trimmed[..^1] : trimmed, out share);
        share = isPercentage ? share / 100 : share;
        return isNumber && share <= 1;
    }
}
