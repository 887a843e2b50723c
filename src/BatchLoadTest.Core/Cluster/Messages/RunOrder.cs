namespace BatchLoadTest.Cluster.Messages;

/// <summary>A run as a worker needs it: it has no settings of its own.</summary>
public sealed record RunOrder
{
    /// <summary>The run's name, the same for all.</summary>
    public required string RunId { get; init; }

    /// <summary>
    /// Settings by the names of their options, as a person writes them; what is not named is as by default. No secret of
    /// the key's: the key comes from the master.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Settings { get; init; }

    /// <summary>The file that users upload; null where rows are generated.</summary>
    public DataOrder? Data { get; init; }
}
