namespace BatchLoadTest.NBomber.Mapping;

/// <summary>A figure that NBomber keeps of each step.</summary>
internal enum StepFigure
{
    /// <summary>Shortest latency of steps that went well, in ms.</summary>
    Minimum,

    /// <summary>Mean latency of steps that went well, in ms.</summary>
    Mean,

    /// <summary>Longest latency of steps that went well, in ms.</summary>
    Maximum,

    /// <summary>Median latency of steps that went well, in ms.</summary>
    P50,

    /// <summary>75th percentile likewise.</summary>
    P75,

    /// <summary>95th percentile likewise.</summary>
    P95,

    /// <summary>99th percentile likewise.</summary>
    P99,

    /// <summary>Steps that went well.</summary>
    Succeeded,

    /// <summary>Steps that failed.</summary>
    Failed,

    /// <summary>Failed share of all, 0 to 1.</summary>
    FailedShare,
}
