using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>A master dies and is started again: with a store of members the run goes on as if it had not.</summary>
public sealed class RestartedMasterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("needs", "redis")]
    public async Task Killed_AndStartedAgain_TheRunGoesOn_AndNoMeasurementIsLost()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a", "--cluster", redis.Address);
        cluster.StartWorker("b", "--cluster", redis.Address);
        await using (var first = cluster.StartMaster(Load(mock.Address, redis.Address)))
        {
            await mock.HasBatchesAsync(30);
            await Eventually.TrueAsync(() => Seconds(cluster).Count >= 4, "its journal has some seconds");
            first.Signal("KILL");
            await first.EndAsync();
        }

        await using var second = cluster.StartMaster(Load(mock.Address, redis.Address));
        await second.SaysAsync("is back (0 to come)");
        await mock.AnswersSomeUserAsync(20);
        second.Signal("INT");
        var result = await second.EndAsync();

        result.ExitedWith(ExitCodes.Interrupted);
        (await cluster["a"].EndAsync()).ExitedWith(ExitCodes.Success);
        (await cluster["b"].EndAsync()).ExitedWith(ExitCodes.Success);
        Assert.Contains("the master was started anew", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, cluster.Journals.Count);
        OneLoadTests.AssertAddsUp(cluster);
        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        var counts = await mock.CountsAsync();
        Assert.Equal(counts.GetProperty("batches").GetProperty("created").GetInt64(), metrics.Batch("created"));
        Assert.Equal(counts.GetProperty("requests").GetProperty("batches.get").GetInt64(), metrics.Sent("poll"));
        Assert.Equal(1, counts.GetProperty("requests").GetProperty("keys.create").GetInt64());
        Assert.Equal(0, await mock.LiveKeysAsync());
        Assert.Equal(6, Seconds(cluster).Max());
        Assert.Equal(["ended", "ended"], States(metrics));
        Assert.Equal(0, redis.Keys);
        Assert.False(File.Exists(Path.Combine(cluster.Results, "not-removed.txt")));
        // It can be written again from the one journal.
        var report = await BuiltProgram.RunAsync(folder.Path, null, ["report", cluster.Results, "--results", "again"]);
        report.ExitedWith(ExitCodes.Interrupted);
        using var again = RunMetrics.Read(folder.File("again"));
        Assert.Equal(metrics.Batch("created"), again.Batch("created"));
    }

    [Fact]
    [Trait("needs", "redis")]
    public async Task WorkerThatDiedWithItsMaster_IsGivenUp_AndTheOtherHasItsUsers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a", "--cluster", redis.Address);
        cluster.StartWorker("b", "--cluster", redis.Address);
        await using (var first = cluster.StartMaster(Load(mock.Address, redis.Address)))
        {
            await mock.HasBatchesAsync(30);
            await Eventually.TrueAsync(() => Seconds(cluster).Count >= 4, "its journal has some seconds");
            first.Signal("KILL");
            cluster["a"].Signal("KILL");
            await first.EndAsync();
        }

        await using var second = cluster.StartMaster(Load(mock.Address, redis.Address));
        await second.SaysAsync("did not come back to the new master");
        await Eventually.TrueAsync(() => Seconds(cluster)[^1] == 6, "the other one has all users");
        second.Signal("INT");
        var result = await second.EndAsync();

        result.ExitedWith(ExitCodes.Interrupted);
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(["ended", "lost"], States(metrics).Order(StringComparer.Ordinal));
        Assert.Equal(0, await mock.LiveKeysAsync());
        Assert.False(File.Exists(Path.Combine(cluster.Results, "not-removed.txt")));
    }

    [Fact]
    [Trait("needs", "redis")]
    public async Task WorkerThatDiedWithItsMaster_ItsBatchesInFlight_AreAdopted_NoneIsLostOrCancelled()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "5s");
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a", "--cluster", redis.Address);
        cluster.StartWorker("b", "--cluster", redis.Address);
        await using (var first = cluster.StartMaster(Load(mock.Address, redis.Address)))
        {
            await mock.HasBatchesAsync(6);
            // The seconds of these creations are in the master's journal by then, and none of the batches has ended.
            await Task.Delay(TimeSpan.FromSeconds(3));
            first.Signal("KILL");
            cluster["a"].Signal("KILL");
            await first.EndAsync();
        }

        await using var second = cluster.StartMaster(Load(mock.Address, redis.Address));
        await second.SaysAsync("did not come back to the new master");
        await mock.AnswersSomeUserAsync(6);
        second.Signal("INT");
        var result = await second.EndAsync();

        result.ExitedWith(ExitCodes.Interrupted);
        Assert.Matches(
            @"3 batches in flight at workers that did not come back to the new master were adopted \(3 by \S+\)",
            string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        var counts = (await mock.CountsAsync()).GetProperty("batches");
        Assert.Equal(counts.GetProperty("created").GetInt64(), metrics.Batch("created"));
        Assert.Equal(metrics.Batch("created"), metrics.Batch("completed"));
        Assert.Equal(0, counts.GetProperty("cancelled").GetInt64());
        Assert.False(File.Exists(Path.Combine(cluster.Results, "not-removed.txt")));
    }

    // Taken for dead while it stood still. Journal, key and reports are the other one's by then.
    [Fact]
    [Trait("needs", "redis")]
    public async Task Frozen_AndAnotherOneInItsPlace_EndsAtOnce_AndLeavesEverythingToIt()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var redis = await RedisServer.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a", "--cluster", redis.Address);
        await using var first = cluster.StartMaster([
            .. Load(mock.Address, redis.Address),
            .. new[] { "--expect-workers", "1" },
        ]);
        await mock.HasBatchesAsync(6);
        first.Signal("STOP");
        var name = await File.ReadAllTextAsync(Path.Combine(cluster.Results, "cluster.name"));
        await using var second = ClusterMember.Start("master", "0", "", "", redis.Address, name.Trim());
        await second.SaysAsync("^tick from ");

        first.Signal("CONT");
        var begin = TimeProvider.System.GetTimestamp();
        var result = await first.EndAsync();

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.InRange(TimeProvider.System.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.Contains("another master was started in place of this one", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cluster.Results, "metrics.json")));
        Assert.Equal(1, await mock.LiveKeysAsync());
    }

    [Fact]
    public async Task StoreThatIsNotThere_IsSaidAtOnce()
    {
        await using var cluster = new ClusterProcesses(folder.Path);

        var result = await cluster.StartMaster(Load("http://127.0.0.1:1", "redis://:secret@127.0.0.1:1")).EndAsync();

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("no Redis server answers at 127.0.0.1:1 (--cluster)", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.Error + result.Output, StringComparison.Ordinal);
    }

    private static string[] Load(string host, string store) =>
        [
            .. OneLoadTests.Load(host),
            .. new[] { "--expect-workers", "2", "--users", "6", "--spawn-rate", "6", "--wait", "0s" },
            .. new[] { "--headless", "--cluster", store },
        ];

    private static List<int> Seconds(ClusterProcesses cluster) => LostWorkerTests.Seconds(cluster.Results);

    private static List<string?> States(RunMetrics metrics) =>
        [
            .. metrics
                .Root.GetProperty("run")
                .GetProperty("workers")
                .EnumerateArray()
                .Select(worker => worker.GetProperty("state").GetString()),
        ];
}
