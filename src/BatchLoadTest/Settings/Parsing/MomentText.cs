using System.Globalization;

namespace BatchLoadTest.Settings.Parsing;

/// <summary>Reads and shows a moment: ISO 8601, or seconds of Unix time.</summary>
public static class MomentText
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    // A number that is no Unix time of these years is a mistake, such as milliseconds.
    private static readonly long Earliest = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
    private static readonly long Latest = new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    /// <summary>A moment as a person would give it.</summary>
    public static string Show(DateTimeOffset moment) => $"{moment:yyyy-MM-dd'T'HH:mm:ssK}";

    /// <summary>Reads a moment; without an offset it is UTC, as a pod's clock is.</summary>
    public static Parsed<DateTimeOffset> Parse(string text)
    {
        var trimmed = text.Trim();
        if (
            long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= Earliest
            && seconds <= Latest
        )
        {
            return Parsed.Ok(DateTimeOffset.FromUnixTimeSeconds(seconds));
        }

        return DateTimeOffset.TryParseExact(
            trimmed,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        )
            ? Parsed.Ok(moment)
            : Parsed.Bad<DateTimeOffset>(
                "must be a moment such as 2026-08-23T14:25:00Z, or seconds of Unix time such as 1787495100"
            );
    }
}
