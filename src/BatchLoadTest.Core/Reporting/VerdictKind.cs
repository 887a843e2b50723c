namespace BatchLoadTest.Reporting;

/// <summary>What to make of a verdict.</summary>
public enum VerdictKind
{
    /// <summary>The service held.</summary>
    Good,

    /// <summary>The run did not come to its end.</summary>
    Doubtful,

    /// <summary>The service did not hold, or nothing can be said.</summary>
    Bad,
}
