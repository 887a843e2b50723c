using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Cluster;

/// <summary>What a run on several workers is made of.</summary>
public sealed record ClusterRunParts
{
    /// <summary>What workers are told of it.</summary>
    public required RunOrder Order { get; init; }

    /// <summary>The whole load.</summary>
    public required LoadPlan Plan { get; init; }

    /// <summary>Takes the seconds of all workers.</summary>
    public required SecondsMerge Merge { get; init; }

    /// <summary>A piece of what users upload, from a place on.</summary>
    public required Func<long, byte[]> Data { get; init; }

    /// <summary>The API key.</summary>
    public required Func<KeyQuestion, Task<KeyAnswer>> Key { get; init; }

    /// <summary>Gets what another master would need in place of this one; null where there is to be none.</summary>
    public RunKeeping? Keeping { get; init; }

    /// <summary>What a master has left in whose place this one was started; null for a run that begins.</summary>
    public KeptRun? Kept { get; init; }

    /// <summary>Takes the key that the workers of that one have, once; null where none came back with one.</summary>
    public Action<KeyAnswer?> KeyBack { get; init; } = static _ => { };

    /// <summary>What becomes of the run where a worker is lost.</summary>
    public OnWorkerLoss OnLoss { get; init; }

    /// <summary>How long another worker is waited for where none is left and the load is to go on as it was.</summary>
    public TimeSpan WorkerWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes what a person is to know, a line each.</summary>
    public required Action<string> Note { get; init; }

    /// <summary>Called with the reason where the run cannot go on.</summary>
    public required Action<string> CannotGoOn { get; init; }

    /// <summary>The shape of the load, as workers read it.</summary>
    public LoadProfile Profile => Plan.Profile;
}
