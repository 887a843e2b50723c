using BatchLoadTest.Cluster;

namespace BatchLoadTest.Settings;

/// <summary>What a master does.</summary>
public sealed record MasterSettings
{
    /// <summary>How workers find it.</summary>
    public required ClusterLink Link { get; init; }

    /// <summary>Workers that must be ready before the load begins.</summary>
    public required int ExpectWorkers { get; init; }

    /// <summary>How long to wait for them; null for ever.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>What becomes of the run where one is lost.</summary>
    public OnWorkerLoss OnLoss { get; init; }

    /// <summary>What workers are told of the run's settings, as a person writes them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> ForWorkers { get; init; }
}
