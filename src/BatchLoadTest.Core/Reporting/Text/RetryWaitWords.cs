using BatchLoadTest.Load;

namespace BatchLoadTest.Reporting.Text;

/// <summary>That users wait because the service asked them to, in words.</summary>
public static class RetryWaitWords
{
    /// <summary>
    /// Who waits now, such as <c>3 users wait for Retry-After until 14:05:07; 41 user-seconds so far</c>; null where nobody
    /// does.
    /// </summary>
    public static string? Now(in RetryWaitState state) =>
        state.Waiting == 0
            ? null
            // By the clock on the wall, as in the log.
            : $"{(state.Waiting == 1 ? "1 user waits" : $"{Figures.Count(state.Waiting)} users wait")} for Retry-After until "
                + $"{RunClockWords.Of(state.Until)}; "
                + $"{Seconds(state.Total)} so far";

    /// <summary>What all waits together came to; null where there were none.</summary>
    public static string? InAll(in RetryWaitState state) =>
        state.Total == TimeSpan.Zero
            ? null
            : $"the service asked users to wait (Retry-After): {Seconds(state.Total)} in all, which are in no latency";

    // A wait that was is not shown as none.
    private static string Seconds(TimeSpan time) =>
        time < TimeSpan.FromSeconds(0.5)
            ? "less than 1 user-second"
            : Figures.Of((long)Math.Round(time.TotalSeconds, MidpointRounding.AwayFromZero), "user-second");
}
