using System.Text.Json;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>The output of running batches is read on by whoever adopts them.</summary>
public sealed class ReadOnWorkersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Every read of the lost one was reported: the service sees one reader that stands still for a while.
    [Fact]
    public async Task Killed_BetweenTwoReads_TheOtherReadsOn_AndFindsWhatTheServiceKnows()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "18s", "--late-commit-rows", "20%");
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var master = Start(mock, cluster, "5s", "--distinct-ids");
        await mock.HasRequestsAsync("files.output_content", 12);
        await Task.Delay(TimeSpan.FromSeconds(2.5));

        cluster["a"].Signal("KILL");
        await master.SaysAsync("is lost (1 workers)");
        var result = await master.EndAsync();

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(cluster.Results);
        var read = AllJudged(metrics);
        var defects = (await mock.CountsAsync()).GetProperty("defects");
        Assert.True(Number(read, "skipped") > 0, result.Output);
        Assert.Equal(Number(defects, "rows_passed_over"), Number(read, "skipped"));
        Assert.Equal(Number(defects, "rows_sent_again"), Number(read, "doubled"));
        // Not when the other one began with them.
        Assert.InRange(read.GetProperty("first_row_ms").GetProperty("max").GetDouble(), 1, 7000);
    }

    // What was read and not reported is read once more, which is no fault of the service's.
    [Fact]
    public async Task Killed_WhileItReads_NothingIsSkippedOrDoubled()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "12s");
        await using var cluster = new ClusterProcesses(folder.Path);
        await using var master = Start(mock, cluster, "100ms");
        await mock.HasRequestsAsync("files.output_content", 150);

        cluster["a"].Signal("KILL");
        await master.SaysAsync("is lost (1 workers)");
        var result = await master.EndAsync();

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(cluster.Results);
        var read = AllJudged(metrics);
        Assert.Equal((0, 0, 0), (Number(read, "skipped"), Number(read, "doubled"), Number(read, "bytes_again")));
        Assert.Equal(Rows * Batches, Number(read, "rows"));
    }

    private const int Batches = 6;
    private const int Rows = 500;

    private static BuiltProgram Start(MockProcess mock, ClusterProcesses cluster, string interval, params string[] args)
    {
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        return cluster.StartMaster([
            .. new[] { "--host", mock.Address, "--expect-workers", "2", "--read", "poll" },
            .. new[] { "--users", $"{Batches}", "--spawn-rate", "60", "--iterations", $"{Batches}" },
            .. new[] { "--generate-requests", $"{Rows}", "--wait", "0s", "--step-wait", "0s" },
            .. new[] { "--poll-interval", interval, "--poll-max-interval", interval, "--poll-backoff", "1" },
            .. new[] { "--max-polls", "1000", "--stop-timeout", "60s", "--p95-threshold-ms", "off" },
            .. args,
        ]);
    }

    private static JsonElement AllJudged(RunMetrics metrics)
    {
        metrics.BatchesAddUp();
        Assert.Equal(Batches, metrics.Batch("completed"));
        var read = metrics.Root.GetProperty("read");
        Assert.Equal(Batches, Number(read, "judged_batches"));
        string[] never = ["changed", "vanished", "wrong_last_line", "unreadable", "unread"];
        Assert.All(never, fault => Assert.Equal(0, Number(read, fault)));
        Assert.Equal(0, Number(metrics.Root.GetProperty("results"), "defects"));
        return read;
    }

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
