namespace BatchLoadTest.Statistics;

/// <summary>What reading a list took that was about so long.</summary>
/// <param name="From">Objects in the shortest of these lists.</param>
/// <param name="To">Objects in the longest; null for no limit.</param>
/// <param name="Walks">Walks to the end of it.</param>
/// <param name="Pages">What their pages took.</param>
/// <param name="Durations">What the walks took.</param>
public sealed record ListSizeSummary(int From, int? To, long Walks, LatencySummary Pages, LatencySummary Durations);
