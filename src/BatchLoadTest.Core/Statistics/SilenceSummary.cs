namespace BatchLoadTest.Statistics;

/// <summary>For how long the service answered nothing while requests waited for it.</summary>
public sealed record SilenceSummary
{
    /// <summary>Shorter ones are no reason to call a run failed.</summary>
    public static TimeSpan LongStretch { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Nothing known.</summary>
    public static SilenceSummary Unknown { get; } = new();

    /// <summary>
    /// Whether anything can be said: of at least one step enough answers came to tell a wait that is too long, in a run
    /// that was watched.
    /// </summary>
    public bool IsKnown { get; init; }

    /// <summary>All stretches together.</summary>
    public TimeSpan Total { get; init; }

    /// <summary>Those of at least <see cref="LongStretch"/>.</summary>
    public TimeSpan TotalOfLong { get; init; }

    /// <summary>The longest one; zero without any.</summary>
    public TimeSpan Longest { get; init; }

    /// <summary>How many there were.</summary>
    public long Count { get; init; }

    /// <summary>The time of the load, which shares refer to.</summary>
    public TimeSpan LoadTime { get; init; }

    /// <summary>The longest ones, in the order of time.</summary>
    public IReadOnlyList<SilenceStretch> Stretches { get; init; } = [];

    /// <summary>The share of the load's time in all stretches, 0 to 1; null where nothing can be said.</summary>
    public double? Share => ShareOf(Total);

    /// <summary>The share of the load's time in those of at least <see cref="LongStretch"/>; likewise.</summary>
    public double? ShareOfLong => ShareOf(TotalOfLong);

    private double? ShareOf(TimeSpan time) =>
        !IsKnown || LoadTime <= TimeSpan.Zero ? null : Math.Min(1, time / LoadTime);
}
