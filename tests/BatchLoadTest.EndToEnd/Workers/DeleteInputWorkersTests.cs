using System.Text.Json;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>Inputs that workers delete, and uploads of workers that expire.</summary>
public sealed class DeleteInputWorkersTests : IDisposable
{
    private const int Batches = 6;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Lost between the deletion and the poll that would have shown what became of it.
    [Fact]
    public async Task Killed_AfterItDeleted_WhoeverAdoptsKnowsThatTheBatchIsGoneByTheRun()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "60s");
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var master = Start(mock, cluster, "--poll-interval 5s --delete-input 100%@1s");
        await mock.HasRequestsAsync("files.delete", Batches);

        cluster["a"].Signal("KILL");
        await master.SaysAsync("is lost (1 workers)");
        var result = await master.EndAsync();

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        Assert.Equal(Batches, metrics.Batch("deleted_by_run"));
        var deletes = metrics.Root.GetProperty("delete");
        Assert.Equal((Batches, Batches), (Number(deletes, "batches"), Number(deletes, "stopped")));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
    }

    [Fact]
    public async Task Figures_AreThoseOfAllWorkers()
    {
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "2s",
            "--keep-deleted",
            "50%",
            "--ignore-expiry",
            "50%"
        );
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var master = Start(
            mock,
            cluster,
            "--poll-interval 300ms --delete-input 50%@300ms --expire-files 1h --iterations 24"
        );

        var result = await master.EndAsync();

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        var (deletes, expiry) = (metrics.Root.GetProperty("delete"), metrics.Root.GetProperty("expiry"));
        var defects = (await mock.CountsAsync()).GetProperty("defects");
        Assert.Equal(metrics.Batch("deleted_by_run"), Number(deletes, "stopped"));
        Assert.Equal(Number(defects, "files_undeleted"), Number(deletes, "files_kept"));
        Assert.Equal(Number(defects, "expiries_ignored"), Number(expiry, "wrong"));
        Assert.Equal(24, Number(expiry, "uploads"));
        // Those that are neither deleted nor wrong; they expire long after the run.
        Assert.InRange(Number(expiry, "not_seen"), 1, Number(expiry, "agreed"));
    }

    private static BuiltProgram Start(MockProcess mock, ClusterProcesses cluster, string args)
    {
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        return cluster.StartMaster([
            .. new[] { "--host", mock.Address, "--expect-workers", "2", "--users", $"{Batches}", "--spawn-rate", "60" },
            .. args.Contains("--iterations", StringComparison.Ordinal) ? [] : new[] { "--iterations", $"{Batches}" },
            .. "--generate-requests 50 --wait 0s --step-wait 0s --poll-backoff 1 --max-polls 1000".Split(' '),
            .. "--stop-timeout 60s --p95-threshold-ms off".Split(' '),
            .. args.Split(' '),
        ]);
    }

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
