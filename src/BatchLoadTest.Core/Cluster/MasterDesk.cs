using System.Security.Cryptography;
using System.Text;
using BatchLoadTest.Cluster.Messages;

namespace BatchLoadTest.Cluster;

/// <summary>
/// Answers workers: knows who is there, hands each the run that is to be done, and gives what they say to it. One for the
/// life of a master, over all its runs. From any thread.
/// </summary>
/// <param name="version">The program's; workers of another one are refused.</param>
/// <param name="token">What workers must know; null for nothing.</param>
/// <param name="timeProvider">The master's clock.</param>
public sealed class MasterDesk(string version, string? token, TimeProvider timeProvider) : IMasterCalls
{
    private readonly Lock gate = new();
    private readonly Dictionary<WorkerAddress, WorkerHello> present = [];
    private readonly HashSet<WorkerAddress> gone = [];
    private ClusterRun? run;
    private bool isOver;

    /// <summary>Takes what a person is to know, a line each.</summary>
    public Action<string> Note { get; set; } = static _ => { };

    /// <summary>Workers that are there and were not refused.</summary>
    public int Workers
    {
        get
        {
            lock (gate)
            {
                return present.Count;
            }
        }
    }

    /// <summary>A run begins; null where it has ended.</summary>
    public void Set(ClusterRun? next)
    {
        lock (gate)
        {
            run = next;
        }
    }

    /// <summary>There will be no further run: workers end.</summary>
    public void Close()
    {
        lock (gate)
        {
            (run, isOver) = (null, true);
        }
    }

    /// <inheritdoc/>
    public Task<HelloAnswer> HelloAsync(WorkerAddress from, WorkerHello hello)
    {
        var answer = new HelloAnswer { Now = timeProvider.GetUtcNow() };
        if (Refusal(hello) is { } refusal)
        {
            Note($"worker {hello.Name} is refused: {refusal}");
            return Task.FromResult(answer with { Refusal = refusal });
        }

        ClusterRun? now;
        bool isNew;
        lock (gate)
        {
            if (gone.Contains(from))
            {
                return Task.FromResult(
                    answer with
                    {
                        Refusal = "it was taken for dead; it may join again as a new worker",
                    }
                );
            }

            isNew = !present.ContainsKey(from);
            present[from] = hello;
            now = run;
            answer = answer with { IsOver = isOver };
        }

        if (isNew)
        {
            Note($"worker {hello.Name} has joined, {hello.Cores} cores ({Workers} workers)");
        }

        return Task.FromResult(now is null ? answer : now.Hello(from, hello, answer));
    }

    /// <inheritdoc/>
    public Task<TickAnswer> TickAsync(WorkerAddress from, WorkerTick tick)
    {
        ClusterRun? now;
        bool isKnown;
        lock (gate)
        {
            now = run?.Order.RunId == tick.RunId ? run : null;
            if (gone.Contains(from))
            {
                now?.Late(from, tick);
                now = null;
            }

            if (now is not null && tick.Standing is { Hello: var hello } && Refusal(hello) is null)
            {
                present.TryAdd(from, hello);
            }

            isKnown = present.ContainsKey(from);
        }

        var stranger = new TickAnswer
        {
            Now = timeProvider.GetUtcNow(),
            Acknowledged = -1,
            WantsStanding = now?.IsTakenOver == true,
        };
        return Task.FromResult(isKnown && now is not null ? now.Tick(from, tick) : stranger);
    }

    /// <inheritdoc/>
    public Task<byte[]> DataAsync(string runId, long offset) =>
        Task.FromResult(Current(runId) is { } now ? now.Data(offset) : []);

    /// <inheritdoc/>
    public Task<KeyAnswer> KeyAsync(KeyQuestion question) =>
        Current(question.RunId)?.Key(question) ?? Task.FromResult(new KeyAnswer { Refusal = "the run is over" });

    /// <summary>A worker is lost.</summary>
    public void Lost(WorkerAddress worker)
    {
        if (Forget(worker) is { } hello)
        {
            Note($"worker {hello.Name} is lost ({Workers} workers)");
            Current()?.Lost(worker);
        }
    }

    /// <summary>A worker has left.</summary>
    public void Left(WorkerAddress worker)
    {
        if (Forget(worker) is { } hello)
        {
            // That they leave once there is nothing more to do is no news.
            if (!IsOver)
            {
                Note($"worker {hello.Name} has left ({Workers} workers)");
            }

            Current()?.Left(worker);
        }
    }

    private bool IsOver
    {
        get
        {
            lock (gate)
            {
                return isOver;
            }
        }
    }

    private WorkerHello? Forget(WorkerAddress worker)
    {
        lock (gate)
        {
            gone.Add(worker);
            return present.Remove(worker, out var hello) ? hello : null;
        }
    }

    private ClusterRun? Current(string? runId = null)
    {
        lock (gate)
        {
            return runId is null || run?.Order.RunId == runId ? run : null;
        }
    }

    private bool IsToken(string? given) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given ?? ""),
            Encoding.UTF8.GetBytes(token ?? "")
        );

    private string? Refusal(WorkerHello hello) =>
        hello.Version != version ? $"it is version {hello.Version}, the master is version {version}"
        : token is not null && !IsToken(hello.Token) ? "its --cluster-token is not the master's"
        : null;
}
