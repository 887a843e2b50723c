namespace BatchLoadTest.Cluster;

/// <summary>How far the seconds of each worker are in the journal: the line <c>position</c>, behind each second.</summary>
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
}
