using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>A worker as its master's journal has it: the line <c>worker</c>, written anew when something has changed.</summary>
public sealed record KeptWorker
{
    /// <summary>The line's type.</summary>
    public const string Name = "worker";

    /// <summary>The line's type.</summary>
    public string Type { get; init; } = Name;

    /// <summary>Its number in the run, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What it said of itself, without the token.</summary>
    public required WorkerHello Hello { get; init; }

    /// <summary>Where in its life it is.</summary>
    public required WorkerState State { get; init; }

    /// <summary>What a reader of the report must know of it, in a line; null for nothing.</summary>
    public string? Loss { get; init; }

    /// <summary>Iterations that it has begun.</summary>
    public long Begun { get; init; }

    /// <summary>How its part has ended; null while it has not.</summary>
    public WorkerEnd? End { get; init; }
}
