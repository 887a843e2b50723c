using BatchLoadTest.BatchApi.Http;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Settings;

/// <summary>What a worker does.</summary>
public sealed record WorkerSettings
{
    /// <summary>How it finds its master.</summary>
    public required ClusterLink Link { get; init; }

    /// <summary>How long to wait for it.</summary>
    public required TimeSpan MasterWait { get; init; }

    /// <summary>Folder below which its journals go; null for the usual one.</summary>
    public string? ResultsParent { get; init; }

    /// <summary>The proxies on its way to the service.</summary>
    public required ProxyRules Proxies { get; init; }

    /// <summary>What is logged.</summary>
    public required LogLevel LogLevel { get; init; }
}
