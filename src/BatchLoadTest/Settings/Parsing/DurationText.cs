using System.Globalization;
using System.Text.RegularExpressions;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads durations: <c>30s</c>, <c>2m</c>, <c>1h30m</c>, <c>500ms</c>, or seconds as a bare number.</summary>
public static partial class DurationText
{
    private const string Forms = "such as 500ms, 30s, 2m, 1h30m or 90 (seconds), at most 24d";

    /// <summary>Timers of the platform end a little later.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>A duration above zero.</summary>
    public static Parsed<TimeSpan> AboveZero(string text) =>
        TryRead(text, out var duration) && duration > TimeSpan.Zero
            ? Parsed.Ok(duration)
            : Parsed.Bad<TimeSpan>($"must be a duration above zero, {Forms}");

    /// <summary>A duration above zero, in whole seconds.</summary>
    public static Parsed<TimeSpan> WholeSeconds(string text) =>
        TryRead(text, out var duration) && duration > TimeSpan.Zero && duration.Ticks % TimeSpan.TicksPerSecond == 0
            ? Parsed.Ok(duration)
            : Parsed.Bad<TimeSpan>(
                "must be a duration of whole seconds above zero, such as 90 (seconds), 30m or 1h, at most 24d"
            );

    /// <summary>A duration or zero.</summary>
    public static Parsed<TimeSpan> ZeroOrMore(string text) =>
        TryRead(text, out var duration) ? Parsed.Ok(duration) : Parsed.Bad<TimeSpan>($"must be a duration, {Forms}");

    /// <summary>Reads a duration of at most 24 days.</summary>
    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
        {
            return false;
        }

        double milliseconds =
            Part(match, "d", 86_400_000)
            + Part(match, "h", 3_600_000)
            + Part(match, "m", 60_000)
            + Part(match, "s", 1000)
            + Part(match, "bare", 1000)
            + Part(match, "ms", 1);
        if (milliseconds > Longest.TotalMilliseconds)
        {
            return false;
        }

        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    private static double Part(Match match, string unit, double milliseconds) =>
        match.Groups[unit].Success
            ? double.Parse(match.Groups[unit].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
                * milliseconds
            : 0;

    /// <summary>A bare number, or each unit at most once, the largest first, and at least one.</summary>
    [GeneratedRegex(
        """
            ^(?!$)(?:
              (?<bare>[0-9]+(\.[0-9]+)?) |
              ((?<d>[0-9]+(\.[0-9]+)?)d)? ((?<h>[0-9]+(\.[0-9]+)?)h)? ((?<m>[0-9]+(\.[0-9]+)?)m(?!s))?
              ((?<s>[0-9]+(\.[0-9]+)?)s)? ((?<ms>[0-9]+(\.[0-9]+)?)ms)?
            )\z
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Pattern();
}
