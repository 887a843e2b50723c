namespace BatchLoadTest.Capacity.Levels;

/// <summary>How one level goes.</summary>
/// <param name="Load">What it offers.</param>
/// <param name="LeastMeasureSeconds">It does not pass before.</param>
/// <param name="DrainToRows">Unfinished rows at which draining ends: the mean of the last stable level, or 0.</param>
public sealed record LevelPlan(LevelLoad Load, double LeastMeasureSeconds, double DrainToRows)
{
    /// <summary>
    /// Whether users decide how much is offered: then <see cref="Load"/> is not known before, and what ended while it settled
    /// is taken for it.
    /// </summary>
    public bool IsClosed { get; init; }

    /// <summary>Draining is given up after so long, in seconds: a service may keep a batch for good.</summary>
    public double MostDrainSeconds { get; init; } = 1800;

    /// <summary>Settling takes at least so long, in seconds, and at least twice the p95 of the turnaround.</summary>
    public double LeastSettleSeconds { get; init; } = 60;

    /// <summary>Settling takes at least so many batches: at a low rate a minute says nothing.</summary>
    public int LeastSettleBatches { get; init; } = 100;

    /// <summary>
    /// After so many batches, and three times the least seconds, that did not come to rest, measuring begins nevertheless.
    /// </summary>
    public int MostSettleBatches { get; init; } = 600;
}
