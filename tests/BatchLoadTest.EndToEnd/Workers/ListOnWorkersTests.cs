using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>Lists that two workers read, each at moments of its own.</summary>
public sealed class ListOnWorkersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task EachWorkerReadsNowAndThen_AndFindsItsOwn()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms", "--list-repeats", "20%");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([
            .. "--expect-workers 2 --users 20 --spawn-rate 20 --wait 0s --run-time 8s --generate-requests 1".Split(' '),
            .. "--list 4/1s --poll-interval 100ms --poll-backoff 1".Split(' '),
            .. OneLoadTests.Load(mock.Address),
        ]);

        (await master.EndAsync()).ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);

        using var metrics = RunMetrics.Read(cluster.Results);
        var list = metrics.Root.GetProperty("list");
        var counts = await mock.CountsAsync();
        // As many as the load is to have, and not as many from each worker.
        Assert.InRange(Number(list, "due"), 30, 32);
        Assert.Equal(Number(counts.GetProperty("defects"), "list_items_repeated"), Both(list, "doubled"));
        Assert.True(Both(list, "doubled") > 0, "nothing was repeated");
        Assert.Equal(0, Both(list, "missing"));
        // One was the preflight's.
        Assert.Equal(metrics.Sent("batchlist") + 1, Number(counts.GetProperty("requests"), "batches.list"));
        foreach (var worker in cluster.Journals)
        {
            using var own = await ReportAsync(worker);
            var part = own.Root.GetProperty("list");
            Assert.InRange(Number(part, "due"), 13, 18);
            Assert.True(Both(part, "expected") > 0, $"{worker} looked for nothing");
        }
    }

    // The others read at its moments, and look for the batches that they have adopted.
    [Fact]
    public async Task KilledWorker_LeavesItsMomentsToTheOthers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "1s");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([
            .. "--expect-workers 2 --users 8 --spawn-rate 8 --wait 0s --generate-requests 1 --list 4/1s".Split(' '),
            .. "--poll-interval 100ms --poll-backoff 1".Split(' '),
            .. OneLoadTests.Load(mock.Address),
        ]);
        await mock.HasBatchesAsync(20);

        cluster["a"].Signal("KILL");
        await master.SaysAsync("is lost (1 workers)");
        // What comes into force a moment later; then each of them is the other's.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var before = await ListedAsync(mock);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var walks = await ListedAsync(mock) - before;
        master.Signal("INT");
        (await master.EndAsync()).ExitedWith(ExitCodes.Interrupted);

        // Half of 20 would be 10.
        Assert.InRange(walks, 15, 22);
        using var metrics = RunMetrics.Read(cluster.Results);
        var list = metrics.Root.GetProperty("list");
        Assert.Equal((0, 0), (Both(list, "doubled"), Both(list, "missing")));
        Assert.True(Both(list, "expected") > 0, "nobody looked for anything");
    }

    private static async Task<long> ListedAsync(MockProcess mock) =>
        Number((await mock.CountsAsync()).GetProperty("requests"), "files.list");

    private async Task<RunMetrics> ReportAsync(string worker)
    {
        var name = $"of-{Path.GetFileName(worker)}";
        await BuiltProgram.RunAsync(folder.Path, null, ["report", worker, "--results", name]);
        return RunMetrics.Read(folder.File(name));
    }

    private static long Both(JsonElement list, string name) =>
        Number(list.GetProperty("batches"), name) + Number(list.GetProperty("files"), name);

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
