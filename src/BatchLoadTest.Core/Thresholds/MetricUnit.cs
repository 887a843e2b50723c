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

    /// <summary>A number that need not be whole, such as things per hour, or a ratio.</summary>
    Number,

    /// <summary>Things per second.</summary>
    PerSecond,
}
