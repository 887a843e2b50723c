using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Silos;

namespace BatchLoadTest.ClusterMember;

/// <summary>A master that tells what it hears, and does what standard input says.</summary>
internal sealed class MasterMember : IMasterCalls
{
    public static async Task RunAsync(ClusterOptions options)
    {
        await using var master = new OrleansMaster(options)
        {
            Lost = worker => Console.WriteLine($"lost {worker}"),
            Left = worker => Console.WriteLine($"left {worker}"),
        };
        await master.StartAsync(new MasterMember(), CancellationToken.None);
        Console.WriteLine($"listening {master.Address}");
        while (await Console.In.ReadLineAsync() is { } line && line != "quit")
        {
            // apply WORKER USERS
            var words = line.Split(' ');
            var start = TimeProvider.System.GetTimestamp();
            await master.ApplyAsync(new WorkerAddress(words[1]), LeaseOf(int.Parse(words[2])));
            Console.WriteLine($"applied in {Milliseconds.Since(start)} ms");
        }

        var begin = TimeProvider.System.GetTimestamp();
        await master.DisposeAsync();
        Console.WriteLine($"stopped in {Milliseconds.Since(begin)} ms");
    }

    public Task<HelloAnswer> HelloAsync(WorkerAddress from, WorkerHello hello)
    {
        Console.WriteLine($"hello from {from}: {hello.Name}");
        return Task.FromResult(
            new HelloAnswer
            {
                Now = TimeProvider.System.GetUtcNow(),
                Run = new RunOrder
                {
                    RunId = "run",
                    Plan = "{}",
                    Settings = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
                    {
                        ["host"] = ["http://one", "http://two"],
                    },
                    Data = [new DataOrder("data.jsonl", 5, "00")],
                },
                Lease = LeaseOf(2),
            }
        );
    }

    public Task<TickAnswer> TickAsync(WorkerAddress from, WorkerTick tick)
    {
        Console.WriteLine($"tick from {from}: {tick.Interval.Length} bytes, end {tick.End?.Problem ?? "none"}");
        return Task.FromResult(new TickAnswer { Now = TimeProvider.System.GetUtcNow(), Acknowledged = tick.Sequence });
    }

    public Task<byte[]> DataAsync(string runId, long offset) => Task.FromResult(new byte[(int)offset]);

    public Task<KeyAnswer> KeyAsync(KeyQuestion question) =>
        question.Refused > 0
            ? throw new InvalidOperationException("a fault of the master's")
            : Task.FromResult(
                new KeyAnswer
                {
                    Number = 1,
                    Secret = "secret",
                    Age = TimeSpan.FromSeconds(1),
                }
            );

    private static Lease LeaseOf(int users) =>
        new()
        {
            Epoch = users,
            RunId = "run",
            StartAt = TimeProvider.System.GetUtcNow(),
            Profile = "{}",
            ProfileFrom = TimeSpan.FromSeconds(1),
            Part = new LoadPart
            {
                Users = [.. Enumerable.Range(1, users)],
                Gained = [new GainedUser(1, TimeSpan.FromSeconds(2.5))],
                Arrivals = new ArrivalShare(1, 2, 3),
                Iterations = new IterationShare(1, 7),
            },
        };
}
