namespace BatchLoadTest.Statistics;

/// <summary>What the load engine is doing at one moment.</summary>
/// <param name="Users">Virtual users that run.</param>
/// <param name="IterationsStarted">Iterations begun since the run's start.</param>
/// <param name="IterationsEnded">Iterations ended since then.</param>
/// <param name="IterationsFailed">Of those, the ones that failed.</param>
/// <param name="StartsDropped">Starts that were due and had no free user.</param>
/// <param name="StartsLateByPacing">Iterations that began later than their pacing asked for.</param>
/// <param name="OverAt">When the load was over, from the run's start: nothing new begins since; null while it goes on.</param>
public readonly record struct LoadState(
    int Users,
    long IterationsStarted = 0,
    long IterationsEnded = 0,
    long IterationsFailed = 0,
    long StartsDropped = 0,
    long StartsLateByPacing = 0,
    TimeSpan? OverAt = null
)
{
    /// <summary>A second further.</summary>
    public LoadState After(Interval second) =>
        this with
        {
            Users = second.Users,
            IterationsStarted = IterationsStarted + second.IterationsStarted,
            IterationsEnded = IterationsEnded + second.IterationsEnded,
            IterationsFailed = IterationsFailed + second.IterationsFailed,
            StartsDropped = StartsDropped + second.StartsDropped,
            StartsLateByPacing = StartsLateByPacing + second.StartsLateByPacing,
        };
}
