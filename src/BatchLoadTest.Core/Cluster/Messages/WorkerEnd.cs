namespace BatchLoadTest.Cluster.Messages;

/// <summary>How a worker's part of a run has ended.</summary>
public sealed record WorkerEnd
{
    /// <summary>Why it could not go on, in a line; null where it came to its planned end.</summary>
    public string? Problem { get; init; }

    /// <summary>What a reader of the report must know, a line each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Whether what it has created at the service is left to the master.</summary>
    public bool LeavesCleanUp { get; init; }

    /// <summary>Iterations begun.</summary>
    public long Started { get; init; }

    /// <summary>Iterations that came to a good end.</summary>
    public long Completed { get; init; }

    /// <summary>Iterations that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Iterations cut off.</summary>
    public long Interrupted { get; init; }

    /// <summary>Starts that found no free user.</summary>
    public long Dropped { get; init; }

    /// <summary>Iterations later than their pacing asked for.</summary>
    public long LateByPacing { get; init; }

    /// <summary>Iterations of the warm-up.</summary>
    public long WarmUpIterations { get; init; }

    /// <summary>Time in which new iterations were started, without the warm-up.</summary>
    public TimeSpan LoadTime { get; init; }

    /// <summary>Time from then until the last one had ended.</summary>
    public TimeSpan StopTime { get; init; }
}
