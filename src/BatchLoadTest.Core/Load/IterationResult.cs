namespace BatchLoadTest.Load;

/// <summary>How one iteration ended.</summary>
public enum IterationResult
{
    /// <summary>It came to its own end, whatever the service did.</summary>
    Completed,

    /// <summary>It was cut off by the end of the run.</summary>
    Interrupted,
}
