using BatchLoadTest.Capacity.Levels;

namespace BatchLoadTest.Capacity.Search;

/// <summary>A level that was measured.</summary>
/// <param name="Order">What was asked for.</param>
/// <param name="Decision">What it gave.</param>
public sealed record CapacityLevel(LevelOrder Order, LevelDecision Decision);
