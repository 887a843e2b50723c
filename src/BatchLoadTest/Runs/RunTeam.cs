using BatchLoadTest.Authentication;
using BatchLoadTest.BatchApi;
using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;

namespace BatchLoadTest.Runs;

/// <summary>What is different in a run that several processes apply together. One record for a master and one for a worker.</summary>
/// <param name="StartAt">When the load, the warm-up included, begins everywhere.</param>
internal abstract record RunTeam(DateTimeOffset StartAt);

/// <summary>The run of a master: workers apply the load, and what they measure is added up here.</summary>
/// <param name="StartAt">When the load begins.</param>
/// <param name="Run">The run as its workers have it.</param>
/// <param name="Merge">Takes their seconds.</param>
/// <param name="Key">Hands out the key.</param>
internal sealed record MasterTeam(DateTimeOffset StartAt, ClusterRun Run, SecondsMerge Merge, KeyDesk Key)
    : RunTeam(StartAt)
{
    /// <summary>Gets what another master would need in place of this one; null where there is to be none.</summary>
    public RunKeeping? Keeping { get; init; }

    /// <summary>What a master has left in whose place this one was started; null for a run that begins.</summary>
    public KeptRun? Kept { get; init; }

    /// <summary>The key that the workers of that one have.</summary>
    public Task<KeyAnswer?> Inherited { get; init; } = Task.FromResult<KeyAnswer?>(null);
}

/// <summary>The run of a worker.</summary>
/// <param name="StartAt">When the load begins, or began.</param>
/// <param name="Wish">The load and this worker's part of it.</param>
/// <param name="KeySource">Makes the way to the key.</param>
/// <param name="PartOf">The name of the whole run.</param>
internal sealed record WorkerTeam(
    DateTimeOffset StartAt,
    LoadWish Wish,
    Func<SecretRedactor, TimeProvider, IApiKeySource> KeySource,
    string PartOf
) : RunTeam(StartAt)
{
    /// <summary>Told of each batch that is created: another worker may have to go on with it.</summary>
    public required Action<OpenBatch> Opened { get; init; }

    /// <summary>Told of what is read of these while they run.</summary>
    public required Action<BatchRead> ReadOn { get; init; }

    /// <summary>Told of these that work again after their end.</summary>
    public required Action<string> Retried { get; init; }

    /// <summary>
    /// Asked when the load has ended: why what this worker has created is left to others, who may do its work by now, its
    /// batches in flight included. Empty where the master has said so; null where it is this worker's to remove.
    /// </summary>
    public required Func<CancellationToken, Task<string?>> LeavesCleanUp { get; init; }
}
