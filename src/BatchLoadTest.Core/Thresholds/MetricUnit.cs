namespace BatchLoadTest.Thresholds;

/// <summary>What the number of a threshold means.</summary>
public enum MetricUnit
{
    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>A share from 0 to 1.</summary>
    Share,

    /// <summary>A number of things.</summary>
    Count,

    /// <summary>Things per second.</summary>
    PerSecond,
}
