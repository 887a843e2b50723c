using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Settings;

/// <summary>The search for the largest load that the service takes.</summary>
public sealed record CapacitySettings
{
    /// <summary>Whether users are raised; else batches started per second.</summary>
    public required bool OfUsers { get; init; }

    /// <summary>Where and how finely it looks.</summary>
    public required CapacityBounds Bounds { get; init; }

    /// <summary>How long a level that passes is measured at least.</summary>
    public required TimeSpan LevelTime { get; init; }

    /// <summary>What each level is judged by.</summary>
    public required IReadOnlyList<Threshold> Thresholds { get; init; }

    /// <summary>Rows of a batch, one search for each; empty for the data as it is.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>Unit of the load, for a person.</summary>
    public string Unit => OfUsers ? "users" : "batches/s";
}
