namespace BatchLoadTest.Statistics;

/// <summary>
/// A distribution of times. Minimum, mean and maximum are exact to 100 ns; percentiles are the smallest recorded value
/// that at least that share of all values does not exceed (nearest rank), to three significant digits.
/// </summary>
/// <param name="Count">Values recorded. Where 0, every other member is zero and means nothing.</param>
public sealed record LatencySummary(
    long Count,
    TimeSpan Min,
    TimeSpan Mean,
    TimeSpan Max,
    TimeSpan P50,
    TimeSpan P75,
    TimeSpan P90,
    TimeSpan P95,
    TimeSpan P99,
    TimeSpan P999,
    TimeSpan P9999
)
{
    /// <summary>Only Locust's files have this one, <see cref="P80"/> and <see cref="P98"/>.</summary>
    public TimeSpan P66 { get; init; }

    /// <summary>80 % are not above it.</summary>
    public TimeSpan P80 { get; init; }

    /// <summary>98 % are not above it.</summary>
    public TimeSpan P98 { get; init; }

    /// <summary>Nothing recorded.</summary>
    public static LatencySummary Empty { get; } =
        new(0, default, default, default, default, default, default, default, default, default, default);
}
