using BatchLoadTest.Load;

namespace BatchLoadTest.Cluster.Messages;

/// <summary>What a worker says once a second, and at once when its run has ended.</summary>
public sealed record WorkerTick
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The epoch of the lease that holds for the worker; 0 for none yet.</summary>
    public required long Epoch { get; init; }

    /// <summary>Number of the interval, from 1; 0 where there is none to send.</summary>
    public required long Sequence { get; init; }

    /// <summary>The oldest interval that was not acknowledged, as a line of the journal; empty where there is none.</summary>
    public required byte[] Interval { get; init; }

    /// <summary>Batches that the interval counts as created. Their ends are in this interval or in a later one.</summary>
    public IReadOnlyList<OpenBatch> Opened { get; init; } = [];

    /// <summary>
    /// What was read of batches in flight since the last interval, those that it has ended excepted: who adopts one reads on
    /// from there.
    /// </summary>
    public IReadOnlyList<BatchRead> Reads { get; init; } = [];

    /// <summary>Batches in flight that have ended once and work again since the last interval.</summary>
    public IReadOnlyList<string> Retried { get; init; } = [];

    /// <summary>Number of the last adoption that was taken: what is up to it will be ended here; 0 for none.</summary>
    public long AdoptedUpTo { get; init; }

    /// <summary>When the worker's run started, by the master's clock: times within the interval refer to it.</summary>
    public required DateTimeOffset RunStartedAt { get; init; }

    /// <summary>Users that are not this worker's any more, by their numbers, and have not ended yet.</summary>
    public IReadOnlyList<int> Leaving { get; init; } = [];

    /// <summary>
    /// Iterations that it may begin, as its engine has it: of a share that has become smaller it keeps what was begun by
    /// then. Null where the run has no number of them, or nothing runs yet.
    /// </summary>
    public IterationShare? Iterations { get; init; }

    /// <summary>How the worker's run has ended, with the last interval; null while it goes on.</summary>
    public WorkerEnd? End { get; init; }

    /// <summary>Whether the worker's machine has told it to end: it starts nothing new, though the master wants it to.</summary>
    public bool IsTold { get; init; }

    /// <summary>What the worker has, where the master has asked for it; else null.</summary>
    public WorkerStanding? Standing { get; init; }

    /// <summary>How far the worker's clock is behind the master's, as it has found out.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>Half of the shortest time that a question to the master took: how exact that is.</summary>
    public TimeSpan ClockError { get; init; }
}
