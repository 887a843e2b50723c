namespace BatchLoadTest.Capacity.Search;

/// <summary>How a search ended.</summary>
public enum CapacityEnding
{
    /// <summary>It has not: there is a next level, or time or a person ended it before.</summary>
    Unfinished,

    /// <summary>There is a load that passes.</summary>
    Found,

    /// <summary>The lowest load breaks the service already.</summary>
    LowestLevelBreaks,

    /// <summary>The generator was the limit in each level.</summary>
    NoLevelValid,

    /// <summary>No load passed, and not all of them broke the service.</summary>
    Undecided,

    /// <summary>What had passed did not hold when it was confirmed, nor three steps lower: the service changed meanwhile.</summary>
    CapacityChanged,
}
