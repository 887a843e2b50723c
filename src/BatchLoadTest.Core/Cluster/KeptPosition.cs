using BatchLoadTest.Load;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Cluster;

/// <summary>
/// How far the seconds of each worker are in the journal, and what has changed with the last: the line <c>position</c>,
/// behind each second.
/// </summary>
public sealed record KeptPosition
{
    /// <summary>The line's type.</summary>
    public const string Name = "position";

    /// <summary>The line's type.</summary>
    public string Type { get; init; } = Name;

    /// <summary>The second, as Unix time.</summary>
    public required long Second { get; init; }

    /// <summary>Of each worker, by the name of its part.</summary>
    public required IReadOnlyDictionary<string, WorkerPosition> Workers { get; init; }

    /// <summary>What was begun and ended up to here.</summary>
    public required LoadState Totals { get; init; }

    /// <summary>Batches whose creation is counted since the last position.</summary>
    public IReadOnlyList<OpenBatch> Opened { get; init; } = [];

    /// <summary>Ids of batches whose end is recorded since then.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];
}
