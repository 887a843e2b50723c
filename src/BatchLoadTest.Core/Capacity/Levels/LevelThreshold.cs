namespace BatchLoadTest.Capacity.Levels;

/// <summary>
/// A threshold as a count: at most a share of the samples may lie over a limit. "p95 ≤ 2 s" lets 5 % lie over 2,000 ms;
/// "error rate ≤ 1 %" takes a 1 for a failure and a 0 for the rest, and lets 1 % lie over 0.5. A lower limit is one on
/// the negated samples.
/// </summary>
public sealed record LevelThreshold
{
    private const double BetweenZeroAndOne = 0.5;

    /// <summary>As it was recorded.</summary>
    [System.Text.Json.Serialization.JsonConstructor]
    internal LevelThreshold(string text, LevelThresholdKind kind, double limit, double allowedShare) =>
        (Text, Kind, Limit, AllowedShare) = (text, kind, limit, allowedShare);

    // Settable, because the journal leaves out what only can be read.

    /// <summary>As a person wrote it.</summary>
    public string Text { get; init; }

    /// <summary>What it looks at.</summary>
    public LevelThresholdKind Kind { get; init; }

    /// <summary>In the samples' unit.</summary>
    public double Limit { get; init; }

    /// <summary>How many of the samples may lie over the limit, between 0 and 1; 0 for a count.</summary>
    public double AllowedShare { get; init; }

    /// <summary>"pXX ≤ limit".</summary>
    /// <param name="text">As a person wrote it.</param>
    /// <param name="quantile">Such as 0.95; above 0 and below 1.</param>
    /// <param name="limit">In the samples' unit.</param>
    public static LevelThreshold OfPercentile(string text, double quantile, double limit) =>
        new(text, LevelThresholdKind.Percentile, limit, 1 - quantile);

    /// <summary>"share ≤ limit"; its samples are 0 or 1.</summary>
    /// <param name="text">As a person wrote it.</param>
    /// <param name="share">Above 0 and below 1.</param>
    public static LevelThreshold OfShare(string text, double share) =>
        new(text, LevelThresholdKind.Share, BetweenZeroAndOne, share);

    /// <summary>"count ≤ limit", such as defects; its samples are what each second or batch adds.</summary>
    /// <param name="text">As a person wrote it.</param>
    /// <param name="limit">The most that may be counted while the level is measured.</param>
    public static LevelThreshold OfCount(string text, double limit) => new(text, LevelThresholdKind.Count, limit, 0);
}
