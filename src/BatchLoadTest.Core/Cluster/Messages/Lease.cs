using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster.Messages;

/// <summary>
/// A worker's share of the load, from a moment on. Sent when it changes, and again in the answer to each tick until the
/// worker has it: the highest epoch wins.
/// </summary>
public sealed record Lease
{
    /// <summary>Rises with every change; the part's has it too, where users or starts were distributed anew.</summary>
    public required long Epoch { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>When the load, the warm-up included, began or begins, by the master's clock.</summary>
    public required DateTimeOffset StartAt { get; init; }

    /// <summary>The whole load as JSON (the members of a journal's plan).</summary>
    public required string Profile { get; init; }

    /// <summary>When that load came into force, since the start; null for the one that the run began with.</summary>
    public TimeSpan? ProfileFrom { get; init; }

    /// <summary>How many users the load had at <see cref="ProfileFrom"/>: more are started from there.</summary>
    public int UsersBefore { get; init; }

    /// <summary>What of it is this worker's.</summary>
    public required LoadPart Part { get; init; }

    /// <summary>
    /// Batches of a worker that is lost, to go on with: all that the worker has not acknowledged. They are no matter of the
    /// epoch, and are taken at once.
    /// </summary>
    public IReadOnlyList<Adoption> Adoptions { get; init; } = [];

    /// <summary>Whether nothing new starts any more.</summary>
    public bool Drain { get; init; }

    /// <summary>Whether what still runs is interrupted.</summary>
    public bool Interrupt { get; init; }

    /// <summary>
    /// Whether others have all that was this worker's, its batches in flight included: what it has created it leaves to the
    /// master.
    /// </summary>
    public bool IsTakenOver { get; init; }
}
