namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads limits in milliseconds that can be switched off.</summary>
public static class LimitText
{
    /// <summary>A bare number is milliseconds, as the setting's name says; a unit may be written instead.</summary>
    public static Parsed<TimeSpan?> Milliseconds(string text)
    {
        if (text.Trim().Equals("off", StringComparison.OrdinalIgnoreCase))
        {
            return Parsed.Ok<TimeSpan?>(null);
        }

        return
            DurationText.TryRead(NumberText.TryRead(text, out _) ? text.Trim() + "ms" : text, out var limit)
            && limit > TimeSpan.Zero
            ? Parsed.Ok<TimeSpan?>(limit)
            : Parsed.Bad<TimeSpan?>("must be a number of milliseconds above 0, a duration such as 2s, or off");
    }
}
