namespace BatchLoadTest.Capacity.Levels;

/// <summary>
/// A threshold as a count: at most a share of the samples may lie over a limit. "p95 ≤ 2 s" lets 5 % lie over 2,000 ms;
/// "error rate ≤ 1 %" takes a 1 for a failure and a 0 for the rest, and lets 1 % lie over 0.5.
/// </summary>
/// <param name="Text">As a person wrote it.</param>
/// <param name="Limit">In the samples' unit.</param>
/// <param name="AllowedShare">Above 0 and below 1.</param>
public sealed record LevelThreshold(string Text, double Limit, double AllowedShare)
{
    private const double BetweenZeroAndOne = 0.5;

    /// <summary>Whether the samples are zeros and ones, so that the figure is their share and not a percentile.</summary>
    public bool IsShare { get; private init; }

    /// <summary>"pXX ≤ limit".</summary>
    /// <param name="text">As a person wrote it.</param>
    /// <param name="quantile">Such as 0.95.</param>
    /// <param name="limit">In the samples' unit.</param>
    public static LevelThreshold OfPercentile(string text, double quantile, double limit) =>
        new(text, limit, 1 - quantile);

    /// <summary>"share ≤ limit"; its samples are 0 or 1.</summary>
    /// <param name="text">As a person wrote it.</param>
    /// <param name="share">Above 0 and below 1.</param>
    public static LevelThreshold OfShare(string text, double share) =>
        new(text, BetweenZeroAndOne, share) { IsShare = true };
}
