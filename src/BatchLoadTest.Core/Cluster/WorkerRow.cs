namespace BatchLoadTest.Cluster;

/// <summary>One worker, for a person.</summary>
public sealed record WorkerRow
{
    /// <summary>Its machine and process.</summary>
    public required string Name { get; init; }

    /// <summary>Where in its life it is.</summary>
    public required WorkerState State { get; init; }

    /// <summary>Processors that it may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Users that run on it.</summary>
    public required int Users { get; init; }

    /// <summary>Iterations that it has begun.</summary>
    public required long Iterations { get; init; }

    /// <summary>CPU time as a share of its processors, 0 to 1, in its last second.</summary>
    public required double Cpu { get; init; }

    /// <summary>The longest time in its last second in which it stood still.</summary>
    public required TimeSpan Pause { get; init; }

    /// <summary>How long ago it was last heard of.</summary>
    public required TimeSpan Lag { get; init; }

    /// <summary>How far its clock is behind this one, and how exact that is.</summary>
    public required (TimeSpan Offset, TimeSpan Error) Clock { get; init; }

    /// <summary>Why it could not go on; null where it could.</summary>
    public string? Problem { get; init; }
}
