using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Load;

/// <summary>All that a load engine has to know: what load, for how long, and how it ends.</summary>
public sealed record LoadPlan
{
    /// <summary>The shape of the load.</summary>
    public required LoadProfile Profile { get; init; }

    /// <summary>After this time, which counts from the end of the warm-up, nothing new starts; null means until stopped.</summary>
    public TimeSpan? RunTime { get; init; }

    /// <summary>
    /// Time before the run in which the load runs and nothing counts: what an iteration does that began in it is in no figure
    /// but those of the warm-up.
    /// </summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Iterations in all, shared by all users, without those of the warm-up; null means no limit.</summary>
    public long? Iterations { get; init; }

    /// <summary>Iterations of each user, without those of the warm-up; null means no limit.</summary>
    public long? IterationsPerUser { get; init; }

    /// <summary>
    /// Distance between the starts of two iterations of a user, who starts at once where one lasted longer; null where
    /// <see cref="Wait"/> decides.
    /// </summary>
    public TimeSpan? Pacing { get; init; }

    /// <summary>How long iterations that run at the end may go on before they are interrupted.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Think time of a user between two iterations.</summary>
    public WaitTime Wait { get; init; }

    /// <summary>Seed of every random choice; the same seed gives each user the same choices.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// Time stamp at which the load, the warm-up included, began or begins; null for the moment at which the engine is called.
    /// </summary>
    public long? StartsAt { get; init; }
}
