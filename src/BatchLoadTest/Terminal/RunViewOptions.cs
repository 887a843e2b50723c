namespace BatchLoadTest.Terminal;

/// <summary>What a person wants to see while a run goes on.</summary>
public sealed record RunViewOptions
{
    /// <summary>Time between two periodic outputs of the plain view.</summary>
    public TimeSpan StatsInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A table per step each interval instead of one line; also on a terminal.</summary>
    public bool PrintStats { get; init; }

    /// <summary>Nothing between header and summary; also on a terminal.</summary>
    public bool OnlySummary { get; init; }
}
