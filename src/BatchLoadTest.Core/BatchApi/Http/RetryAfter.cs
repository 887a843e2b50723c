using System.Globalization;
using System.Net.Http;

namespace BatchLoadTest.BatchApi.Http;

/// <summary>Reads the header of that name (RFC 9110, 10.2.3): seconds, also with a fraction, or a date.</summary>
internal static class RetryAfter
{
    // No service means more, and no timer takes 68 years.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    // The standard knows whole seconds only and .NET keeps to it; services send 1.5 all the same.
    private static TimeSpan? ReadFraction(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
        && values.ToString().Contains('.', StringComparison.Ordinal)
        && double.TryParse(
            values.ToString(),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var seconds
        )
            ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds))
            : null;

    /// <summary>
    /// The wait asked for, never negative and at most a day; null without the header or with one that cannot be read.
    /// </summary>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider timeProvider)
    {
        if (response.Headers.RetryAfter is not { } header)
        {
            return ReadFraction(response);
        }

        if (header.Delta is { } delta)
        {
            return delta < Longest ? delta : Longest;
        }

        if (header.Date is not { } date)
        {
            return null;
        }

        // The server's own clock, where it tells it: ours may differ by more than the wait.
        var now = response.Headers.Date ?? timeProvider.GetUtcNow();
        return date <= now ? TimeSpan.Zero
            : date - now < Longest ? date - now
            : Longest;
    }
}
