namespace BatchLoadTest.Load;

/// <summary>How one iteration ended.</summary>
public enum IterationResult
{
    /// <summary>It came to its own end and did all that it was to do.</summary>
    Completed,

    /// <summary>
    /// It came to its own end, but its batch did not complete, or a step gave up. A request that succeeded when it was
    /// sent again fails nothing.
    /// </summary>
    Failed,

    /// <summary>It was cut off by the end of the run.</summary>
    Interrupted,
}
