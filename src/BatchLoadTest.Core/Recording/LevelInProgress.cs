using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;

namespace BatchLoadTest.Recording;

/// <summary>Where a search stands within a level.</summary>
/// <param name="Number">The level, from 1.</param>
/// <param name="Order">What is asked for.</param>
/// <param name="Phase">Where the level is.</param>
/// <param name="Seconds">Seconds since the level began, all phases together.</param>
public sealed record LevelInProgress(int Number, LevelOrder Order, LevelPhase Phase, int Seconds);
