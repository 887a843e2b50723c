using BatchLoadTest.Cluster;
using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Silos;

namespace BatchLoadTest.ClusterMember;

/// <summary>A worker that tells what it hears, and asks its master what standard input says.</summary>
internal sealed class WorkerMember : IWorkerCalls
{
    public static async Task RunAsync(ClusterOptions options)
    {
        while (await RunOnceAsync(options) == "again") { }
    }

    public Task ApplyAsync(Lease lease)
    {
        Console.WriteLine(Text(lease));
        return Task.CompletedTask;
    }

    // Until the command "quit", or "again": the same process as a new worker.
    private static async Task<string?> RunOnceAsync(ClusterOptions options)
    {
        var begin = TimeProvider.System.GetTimestamp();
        await using var worker = new OrleansWorker(options);
        await worker.JoinAsync(
            new WorkerMember(),
            line => Console.WriteLine($"waiting: {line}"),
            CancellationToken.None
        );
        Console.WriteLine($"joined {worker.Address} in {Milliseconds.Since(begin)} ms");
        using var dead = worker.TakenForDead.Register(() => Console.WriteLine("taken for dead"));
        string? line;
        while ((line = await Console.In.ReadLineAsync()) is not (null or "quit" or "again"))
        {
            try
            {
                Console.WriteLine(await AskAsync(worker, line.Split(' ')));
            }
            catch (ClusterException e)
            {
                Console.WriteLine($"failed: {e.Message}");
            }
        }

        begin = TimeProvider.System.GetTimestamp();
        await worker.DisposeAsync();
        Console.WriteLine($"left in {Milliseconds.Since(begin)} ms");
        return line;
    }

    private static async Task<string> AskAsync(OrleansWorker worker, string[] words)
    {
        var start = TimeProvider.System.GetTimestamp();
        switch (words[0])
        {
            case "hello":
                var hello = await worker.Master.HelloAsync(
                    worker.Address,
                    new WorkerHello(words[1], "1", 2, Token: null, ReadyFor: "run", CannotRun: null)
                );
                var order = hello.Run!;
                return $"answer {order.RunId} {string.Join(',', order.Settings["host"])} {order.Data[0].Name} {Text(hello.Lease!)}";
            case "tick":
                var tick = await worker.Master.TickAsync(worker.Address, TickOf(int.Parse(words[1])));
                return $"acknowledged {tick.Acknowledged} in {Milliseconds.Since(start)} ms";
            case "gone":
                return $"gone {await worker.IsMasterGoneAsync()}";
            case "data":
                var data = await worker.Master.DataAsync("run", long.Parse(words[1]));
                return $"data of {data.Length} bytes in {Milliseconds.Since(start)} ms";
            default:
                var key = await worker.Master.KeyAsync(new KeyQuestion("run", int.Parse(words[1])));
                return $"key {key.Secret} {key.Age}";
        }
    }

    private static string Text(Lease lease) =>
        $"lease {lease.Epoch}: {lease.Part.Users!.Count} users, gained {lease.Part.Gained[0].Number} after {lease.Part.Gained[0].After}, "
        + $"{lease.Part.Arrivals.First}+{lease.Part.Arrivals.Count}/{lease.Part.Arrivals.Of}, {lease.Part.Iterations!.Most} iterations";

    private static WorkerTick TickOf(int bytes) =>
        new()
        {
            RunId = "run",
            Epoch = 1,
            Sequence = 4,
            Interval = new byte[bytes],
            RunStartedAt = TimeProvider.System.GetUtcNow(),
            Leaving = [1, 2],
            End = new WorkerEnd { Problem = "over", Notices = ["one"] },
        };
}
