using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Tests.Support.Team;

/// <summary>A worker's end of a cluster in memory: it can be cut, freeze, and lose answers.</summary>
/// <param name="cluster">The master's end.</param>
/// <param name="address">Where this one is.</param>
/// <param name="own">The worker's clock.</param>
internal sealed class MemoryLink(MemoryCluster cluster, WorkerAddress address, TimeProvider own)
    : IClusterWorker,
        IMasterCalls
{
    // A call that fails takes its time.
    private static readonly TimeSpan TimeOut = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource dead = new();
    private ITimer? dying;
    private IWorkerCalls? calls;
    private volatile bool isCut;
    private volatile bool isLost;
    private volatile bool losesAnswers;
    private long acknowledged;

    public WorkerAddress Address => address;

    public IMasterCalls Master => this;

    public CancellationToken TakenForDead => dead.Token;

    /// <summary>Whether nothing gets through.</summary>
    public bool IsCut => isCut;

    /// <summary>Whether there ever was any, so that what was measured may come later than at once.</summary>
    public bool HadTrouble { get; private set; }

    /// <summary>What the master hears is answered, and the answers are lost.</summary>
    public bool LosesAnswers
    {
        get => losesAnswers;
        set
        {
            losesAnswers = value;
            HadTrouble = true;
        }
    }

    /// <summary>The last interval that the master has said it has.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Nothing gets through any more; after a while the master takes this worker for dead.</summary>
    public void Cut()
    {
        (isCut, HadTrouble) = (true, true);
        dying = cluster.Time.CreateTimer(_ => Die(), null, MemoryCluster.Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Everything gets through again; one that was taken for dead learns it.</summary>
    public void Restore()
    {
        dying?.Dispose();
        isCut = false;
        if (isLost)
        {
            dead.Cancel();
        }
    }

    /// <summary>The master tells something.</summary>
    public Task TellAsync(Lease lease) => isCut ? Task.CompletedTask : calls!.ApplyAsync(lease);

    public Task<bool> IsMasterGoneAsync() => Task.FromResult(cluster.IsGone);

    public Task JoinAsync(IWorkerCalls told, Action<string> waiting, CancellationToken cancellationToken)
    {
        calls = told;
        return Task.CompletedTask;
    }

    public Task<HelloAnswer> HelloAsync(WorkerAddress from, WorkerHello hello) =>
        CallAsync(master => master.HelloAsync(from, hello));

    public async Task<TickAnswer> TickAsync(WorkerAddress from, WorkerTick tick)
    {
        var answer = await CallAsync(master => master.TickAsync(from, tick));
        Interlocked.Exchange(ref acknowledged, answer.Acknowledged);
        return answer;
    }

    public Task<byte[]> DataAsync(string runId, long offset) => CallAsync(master => master.DataAsync(runId, offset));

    public Task<KeyAnswer> KeyAsync(KeyQuestion question) => CallAsync(master => master.KeyAsync(question));

    public ValueTask DisposeAsync()
    {
        dying?.Dispose();
        dead.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Die()
    {
        isLost = true;
        cluster.Lost(address);
    }

    private async Task<T> CallAsync<T>(Func<IMasterCalls, Task<T>> call)
    {
        if (!isCut && !cluster.IsGone)
        {
            var answer = await call(cluster.Calls);
            if (!LosesAnswers)
            {
                return answer;
            }
        }

        await Task.Delay(TimeOut, own);
        throw new ClusterException("the master was not reached");
    }
}
