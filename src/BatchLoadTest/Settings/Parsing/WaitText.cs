using BatchLoadTest.Load;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads think times: a range such as <c>1s-3s</c>, or one duration.</summary>
public static class WaitText
{
    /// <summary>Reads a think time.</summary>
    public static Parsed<WaitTime> Parse(string text)
    {
        var parts = text.Split('-');
        if (
            parts.Length > 2
            || !DurationText.TryRead(parts[0], out var minimum)
            || !DurationText.TryRead(parts[^1], out var maximum)
        )
        {
            return Parsed.Bad<WaitTime>("must be a duration such as 2s, or a range such as 1s-3s");
        }

        return minimum <= maximum
            ? Parsed.Ok(new WaitTime(minimum, maximum))
            : Parsed.Bad<WaitTime>("must be a range with the shorter duration first, such as 1s-3s");
    }
}
