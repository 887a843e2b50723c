namespace BatchLoadTest.Settings;

/// <summary>What decides between pass and fail.</summary>
public sealed record VerdictSettings
{
    /// <summary>Highest p95 over all requests; null means not judged.</summary>
    public TimeSpan? P95Limit { get; init; }

    /// <summary>Highest share of failed requests, 0 to 1; null means not judged.</summary>
    public double? ErrorRateLimit { get; init; }

    /// <summary>Further thresholds, as written.</summary>
    public IReadOnlyList<string> Thresholds { get; init; } = [];
}
