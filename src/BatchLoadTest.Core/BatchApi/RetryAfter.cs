using System.Net.Http;

namespace BatchLoadTest.BatchApi;

/// <summary>Reads the header of that name (RFC 9110, 10.2.3): seconds or a date.</summary>
internal static class RetryAfter
{
    /// <summary>The wait asked for, never negative; null without the header or with one that cannot be read.</summary>
    public static TimeSpan? Read(HttpResponseMessage response, TimeProvider timeProvider)
    {
        if (response.Headers.RetryAfter is not { } header)
        {
            return null;
        }

        if (header.Delta is { } delta)
        {
            return delta;
        }

        if (header.Date is not { } date)
        {
            return null;
        }

        // The server's own clock, where it tells it: ours may differ by more than the wait.
        var now = response.Headers.Date ?? timeProvider.GetUtcNow();
        return date > now ? date - now : TimeSpan.Zero;
    }
}
