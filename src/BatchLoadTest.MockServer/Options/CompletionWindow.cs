using System.Globalization;

namespace BatchLoadTest.MockServer.Options;

/// <summary>Reads how long a batch may take: a whole number of seconds, minutes, hours or days, such as <c>24h</c>.</summary>
public static class CompletionWindow
{
    /// <summary>The one that every service takes.</summary>
    public const string Day = "24h";

    /// <summary>Far beyond what any service takes, and a time stamp still.</summary>
    private const int Longest = 1_000_000;

    /// <summary>False if it is no such length of time.</summary>
    public static bool TryRead(string text, out TimeSpan window)
    {
        window = TimeSpan.Zero;
        if (
            text.Length < 2
            || !int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < 1 or > Longest
        )
        {
            return false;
        }

        window = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' => TimeSpan.FromDays(number),
            _ => TimeSpan.Zero,
        };
        return window > TimeSpan.Zero;
    }
}
