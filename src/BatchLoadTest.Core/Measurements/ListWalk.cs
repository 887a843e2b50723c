namespace BatchLoadTest.Measurements;

/// <summary>One walk through a list of the service, page by page.</summary>
/// <param name="Kind">Which list.</param>
/// <param name="End">How it ended.</param>
public sealed record ListWalk(ListKind Kind, ListEnd End)
{
    /// <summary>From the first request to the last answer; waits that the service asked for are in it.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What each page took that was answered as it should be; not of those whose time is doubtful.</summary>
    public IReadOnlyList<TimeSpan> PageTimes { get; init; } = [];

    /// <summary>All pages that were answered as they should be.</summary>
    public int Pages { get; init; }

    /// <summary>Different objects on them.</summary>
    public int Items { get; init; }

    /// <summary>Objects that came more than once, each counted once.</summary>
    public int Doubled { get; init; }

    /// <summary>Objects of the run that were to be in the list, where it was read to its end.</summary>
    public int Expected { get; init; }

    /// <summary>Those of them that were not.</summary>
    public int Missing { get; init; }

    /// <summary>A few of the doubled ones, with their pages.</summary>
    public IReadOnlyList<string> DoubledExamples { get; init; } = [];

    /// <summary>A few of the missing ones.</summary>
    public IReadOnlyList<string> MissingExamples { get; init; } = [];

    /// <summary>Why it did not come to its end; null where it did.</summary>
    public string? Problem { get; init; }
}
