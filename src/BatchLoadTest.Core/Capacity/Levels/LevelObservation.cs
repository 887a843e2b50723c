namespace BatchLoadTest.Capacity.Levels;

/// <summary>What a level gave since measuring began: all that its verdict needs.</summary>
/// <param name="Load">What was asked for.</param>
/// <param name="Seconds">In the order of time.</param>
/// <param name="Turnarounds">From creating a batch to its end, in seconds, in the order in which they ended.</param>
/// <param name="Samples">For each of <see cref="LevelRules.Thresholds"/> its samples, in the order of time.</param>
public sealed record LevelObservation(
    LevelLoad Load,
    IReadOnlyList<LevelSecond> Seconds,
    IReadOnlyList<double> Turnarounds,
    IReadOnlyList<IReadOnlyList<double>> Samples
);
