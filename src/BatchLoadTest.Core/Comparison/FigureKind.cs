namespace BatchLoadTest.Comparison;

/// <summary>What a compared figure measures, and in which unit.</summary>
public enum FigureKind
{
    /// <summary>A time in milliseconds; more is worse.</summary>
    Time,

    /// <summary>
    /// A high percentile of times, in milliseconds; more is worse. The load generator's own delays are in it.
    /// </summary>
    Tail,

    /// <summary>A time in milliseconds by the service's stamps, which are whole seconds; more is worse.</summary>
    Phase,

    /// <summary>A share of failures, 0 to 1; more is worse.</summary>
    Share,

    /// <summary>
    /// A share of what went as it should, 0 to 1; less is worse. How much a change of it matters depends on the share that did
    /// not.
    /// </summary>
    Kept,

    /// <summary>A time left, in milliseconds; less is worse, and below zero is too late.</summary>
    Slack,

    /// <summary>Something done per second; less is worse.</summary>
    Rate,

    /// <summary>Tokens of a row; more is worse.</summary>
    Tokens,

    /// <summary>An amount in the currency of the prices; more is worse.</summary>
    Cost,
}
