using BatchLoadTest.Comparison;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads what makes a comparison fail: <c>worse</c>, or <c>worse:10%</c>.</summary>
public static class FailOnText
{
    private const string Allowed =
        "must be worse, or worse:10% where only a change by at least that much is to count (the percent sign included)";

    /// <summary>Reads it; <c>worse</c> alone means a change of any size.</summary>
    public static Parsed<FailOn> Parse(string text)
    {
        var parts = text.Split(':', 2);
        if (!parts[0].Trim().Equals("worse", StringComparison.OrdinalIgnoreCase))
        {
            return Parsed.Bad<FailOn>(Allowed);
        }

        if (parts.Length == 1)
        {
            return Parsed.Ok(new FailOn(Limit: 0));
        }

        // A bare 10 could be 10 % or ten times as much.
        var limit = parts[1].Trim();
        return limit.EndsWith('%') && NumberText.TryRead(limit[..^1], out var percent)
            ? Parsed.Ok(new FailOn(percent / 100))
            : Parsed.Bad<FailOn>(Allowed);
    }
}
