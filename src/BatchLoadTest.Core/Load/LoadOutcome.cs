namespace BatchLoadTest.Load;

/// <summary>What an engine really applied.</summary>
public sealed record LoadOutcome
{
    /// <summary>No load was applied at all, not even of a warm-up.</summary>
    public static LoadOutcome None { get; } =
        new()
        {
            Started = 0,
            Completed = 0,
            Failed = 0,
            Interrupted = 0,
            Dropped = 0,
            PeakUsers = 0,
            LoadTime = TimeSpan.Zero,
            StopTime = TimeSpan.Zero,
        };

    /// <summary>What is known of a run that broke down.</summary>
    /// <param name="progress">What its engine had done.</param>
    /// <param name="time">Time since the run's start, below zero in the warm-up and before a common beginning.</param>
    /// <param name="warmUp">How long that was to last.</param>
    public static LoadOutcome OfBrokenRun(LoadProgress progress, TimeSpan time, TimeSpan warmUp = default) =>
        new()
        {
            Started = progress.Started,
            Completed = progress.Ended - progress.Failed,
            Failed = progress.Failed,
            Interrupted = progress.Started - progress.Ended,
            Dropped = progress.Dropped,
            LateByPacing = progress.LateByPacing,
            WarmUpIterations = progress.WarmUpStarted,
            PeakUsers = progress.PeakUsers,
            WarmUpCutAfter = time < TimeSpan.Zero && warmUp > TimeSpan.Zero ? warmUp + time : null,
            LoadTime = time < TimeSpan.Zero ? TimeSpan.Zero : time,
            StopTime = TimeSpan.Zero,
        };

    /// <summary>Iterations begun.</summary>
    public required long Started { get; init; }

    /// <summary>Iterations that came to a good end; with those that failed where <see cref="Failed"/> is not known.</summary>
    public required long Completed { get; init; }

    /// <summary>
    /// Iterations that came to their own end with a batch that did not complete or a step that gave up; null where the
    /// journal of an earlier version does not tell.
    /// </summary>
    public long? Failed { get; init; }

    /// <summary>Iterations cut off by the end of the stop time-out or a second signal.</summary>
    public required long Interrupted { get; init; }

    /// <summary>Starts that were due and had no free user; always 0 with a closed load.</summary>
    public required long Dropped { get; init; }

    /// <summary>Iterations that began later than their pacing asked for, because the one before lasted longer.</summary>
    public long LateByPacing { get; init; }

    /// <summary>Iterations begun in the warm-up; in no other count.</summary>
    public long WarmUpIterations { get; init; }

    /// <summary>
    /// Time from the start of the run's clock, by which all its seconds are counted, to the load's, while the service was
    /// looked for; zero where a journal does not tell.
    /// </summary>
    public TimeSpan BeganAfter { get; init; }

    /// <summary>How long the warm-up had lasted when the load ended in it; null where the run itself began.</summary>
    public TimeSpan? WarmUpCutAfter { get; init; }

    /// <summary>
    /// When a person first set another load than the one planned, since the run's start; null where nobody did. From then on
    /// the plan asks for nothing.
    /// </summary>
    public TimeSpan? ChangedAt { get; init; }

    /// <summary>The most users that ran at one time.</summary>
    public required int PeakUsers { get; init; }

    /// <summary>Time in which new iterations were started, without the warm-up.</summary>
    public required TimeSpan LoadTime { get; init; }

    /// <summary>Time from then until the last iteration had ended or was interrupted.</summary>
    public required TimeSpan StopTime { get; init; }
}
