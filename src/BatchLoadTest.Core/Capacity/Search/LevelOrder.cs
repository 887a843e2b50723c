namespace BatchLoadTest.Capacity.Search;

/// <summary>The level to measure next.</summary>
/// <param name="Load">In the unit of the search: batches a second, or users.</param>
/// <param name="Purpose">Why.</param>
/// <param name="LevelTimes">It does not pass before so many times the level time.</param>
/// <param name="DrainToRows">Unfinished rows at which draining ends.</param>
public sealed record LevelOrder(double Load, LevelPurpose Purpose, int LevelTimes, double DrainToRows);
