namespace BatchLoadTest.Recording;

/// <summary>One of the workers that applied a load together, as its master last knew it.</summary>
public sealed record RecordedWorker
{
    /// <summary>Its machine and process.</summary>
    public required string Name { get; init; }

    /// <summary>Where in its life it is, in a word: <c>preparing</c>, <c>ready</c>, <c>running</c>, <c>ending</c>, <c>ended</c>,
    /// <c>lost</c>, <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Processors that it may use.</summary>
    public int Cores { get; init; }

    /// <summary>Users that run on it.</summary>
    public int Users { get; init; }

    /// <summary>Iterations that it has begun.</summary>
    public long Iterations { get; init; }

    /// <summary>CPU time as a share of its processors, 0 to 1, in its last second.</summary>
    public double Cpu { get; init; }

    /// <summary>The longest time in its last second in which it stood still.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>How long ago it was last heard of.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>How far its clock is behind the master's.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How exact that is.</summary>
    public TimeSpan ClockError { get; init; }

    /// <summary>Why it could not go on; null where it could.</summary>
    public string? Problem { get; init; }
}
