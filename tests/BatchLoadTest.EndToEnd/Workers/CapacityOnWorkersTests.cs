using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>A search for the largest load whose levels several processes apply.</summary>
public sealed class CapacityOnWorkersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // A level settles for a minute at least: the one slow test here.
    [Fact]
    public async Task Rate_ALevelIsAppliedByAll_AndJudgedOnTheirSum()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = StartMaster(
            cluster,
            mock,
            ["--from", "20/s", "--arrivals", "even", "--level-time", "10s", "--max-time", "90s"]
        );
        var result = await master.EndAsync();

        // On a busy machine the level is nobody's: it says so, and is no bound.
        Assert.True(result.ExitCode is ExitCodes.Success or ExitCodes.CouldNotRun, result.Error);
        using var metrics = RunMetrics.Read(cluster.Results);
        var capacity = metrics.Root.GetProperty("capacity");
        var level = capacity.GetProperty("levels")[0];
        Assert.Equal(20, level.GetProperty("load").GetDouble());
        Assert.Equal(20, level.GetProperty("asked_batches_per_s").GetDouble());
        Assert.InRange(level.GetProperty("applied_batches_per_s").GetDouble(), 19.6, 20.4);
        var verdict = level.GetProperty("verdict").GetString();
        Assert.Contains(verdict, new[] { "passed", "undecided", "invalid" });
        Assert.Equal(verdict == "passed", result.ExitCode == ExitCodes.Success);
        var workers = metrics.Root.GetProperty("run").GetProperty("workers");
        Assert.Equal(
            ["ended", "ended"],
            workers.EnumerateArray().Select(each => each.GetProperty("state").GetString())
        );
        Assert.All(
            workers.EnumerateArray(),
            worker => Assert.InRange(worker.GetProperty("iterations").GetInt64(), 500, 1500)
        );
        metrics.BatchesAddUp();
        var counts = await mock.CountsAsync();
        Assert.Equal(counts.GetProperty("batches").GetProperty("created").GetInt64(), metrics.Batch("created"));
        Assert.Equal(0, await mock.LiveKeysAsync());
        OneLoadTests.AssertAddsUp(cluster);
    }

    [Fact]
    public async Task Interrupted_TheLevelIsNamed_AndNothingIsLeftBehind()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = StartMaster(cluster, mock, ["--of", "users", "--from", "6"]);
        await master.SaysAsync("level 1: 6 users");
        await mock.HasBatchesAsync(30);

        master.Signal("INT");
        var result = await master.EndAsync();

        result.ExitedWith(ExitCodes.Interrupted);
        (await cluster["a"].EndAsync()).ExitedWith(ExitCodes.Success);
        (await cluster["b"].EndAsync()).ExitedWith(ExitCodes.Success);
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(6, LostWorkerTests.Seconds(cluster.Results).Max());
        Assert.Equal(
            (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64(),
            metrics.Batch("created")
        );
        Assert.Equal(0, await mock.LiveKeysAsync());
        Assert.False(File.Exists(Path.Combine(cluster.Results, "not-removed.txt")));
    }

    [Fact]
    public async Task Sizes_EachIsASearchOfTheSameWorkers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        await using var master = cluster.StartSearch([
            .. OneLoadTests.Load(mock.Address),
            .. new[] { "--sizes", "1,7", "--from", "5/s", "--level-time", "1s", "--max-time", "4s" },
        ]);
        await master.EndAsync();

        foreach (var size in new[] { 1, 7 })
        {
            var results = Path.Combine(cluster.Results, $"size-{size}");
            using var metrics = RunMetrics.Read(results);
            Assert.NotEqual(0, metrics.Batch("created"));
            Assert.Equal(size * metrics.Batch("created"), Rows(results));
        }

        (await cluster["a"].EndAsync()).ExitedWith(ExitCodes.Success);
    }

    [Fact]
    public async Task Page_FindsCapacityThroughItsWorkers_AfterARunOfAnotherKind()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var page = await PageProgram.StartAsync([
            .. OneLoadTests.Load(mock.Address),
            .. new[] { "--master", "--master-port", cluster.Port, "--arrival-rate", "2/s" },
        ]);
        cluster.StartWorker("a");
        Assert.True((await page.SwarmAsync(("user_count", "3"))).GetProperty("success").GetBoolean());
        await mock.HasBatchesAsync(6);
        using (await page.Client.GetAsync(new Uri("stop", UriKind.Relative))) { }
        await page.HasStateAsync("stopped");
        var created = (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64();

        var answer = await page.SwarmAsync(("capacity", "1"), ("from", "5/s"));
        Assert.True(answer.GetProperty("success").GetBoolean(), answer.ToString());
        await page.Program.SaysAsync("level 1: 5 batches/s");
        await mock.HasBatchesAsync(created + 10);

        page.Program.Signal("INT");
        (await page.Program.EndAsync()).ExitedWith(ExitCodes.Interrupted);
        (await cluster["a"].EndAsync()).ExitedWith(ExitCodes.Success);
        Assert.Equal(0, await mock.LiveKeysAsync());
    }

    private static long Rows(string journal)
    {
        var rows = 0L;
        foreach (var second in Journal.Open(journal).Read())
        {
            rows += second.RowsCreated;
        }

        return rows;
    }

    private static BuiltProgram StartMaster(ClusterProcesses cluster, MockProcess mock, string[] args) =>
        cluster.StartSearch([
            .. OneLoadTests.Load(mock.Address),
            .. new[] { "--expect-workers", "2", "--generate-requests", "5", "--no-default-thresholds" },
            .. args,
        ]);
}
