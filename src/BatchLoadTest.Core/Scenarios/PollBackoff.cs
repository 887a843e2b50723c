namespace BatchLoadTest.Scenarios;

/// <summary>The waits between polls: a pure function of how many there were.</summary>
public static class PollBackoff
{
    /// <summary>
    /// The wait after poll number <paramref name="poll"/> (from 1): interval × backoff^(poll − 1), at most the longest
    /// interval.
    /// </summary>
    public static TimeSpan After(int poll, WorkflowOptions options)
    {
        // Infinity for a large poll number is fine: the smaller one counts.
        var seconds = options.PollInterval.TotalSeconds * Math.Pow(options.PollBackoff, poll - 1);
        return seconds < options.PollMaxInterval.TotalSeconds ? TimeSpan.FromSeconds(seconds) : options.PollMaxInterval;
    }
}
