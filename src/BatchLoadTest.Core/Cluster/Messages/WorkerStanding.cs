using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster.Messages;

/// <summary>What a worker has, for a master that was started in place of the one that gave it. Holds a secret: its text form shows none.</summary>
public sealed record WorkerStanding
{
    /// <summary>What it says of itself.</summary>
    public required WorkerHello Hello { get; init; }

    /// <summary>Its number in the run.</summary>
    public required int Number { get; init; }

    /// <summary>The share of the load that it was given last.</summary>
    public required Lease Lease { get; init; }

    /// <summary>Its batches in flight whose creation an interval has counted.</summary>
    public required IReadOnlyList<OpenBatch> Open { get; init; }

    /// <summary>Batches whose end is in an interval that it may be asked for again.</summary>
    public IReadOnlyList<string> Ended { get; init; } = [];

    /// <summary>The API key that it was given; null where it was given none yet.</summary>
    public KeyAnswer? Key { get; init; }

    /// <summary>Shows no secret.</summary>
    public override string ToString() => $"standing of worker {Number}";
}
