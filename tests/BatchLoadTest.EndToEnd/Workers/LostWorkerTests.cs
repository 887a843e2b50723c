using BatchLoadTest.Recording;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Workers;

/// <summary>A worker dies, freezes or comes late: the load goes on as it was asked for, and nothing is left behind.</summary>
public sealed class LostWorkerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Killed_TheOthersTakeItsUsers_AndTheReportSaysSo()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster(Load(mock.Address, users: 8));
        await mock.HasBatchesAsync(30);

        cluster["a"].Signal("KILL");
        await master.SaysAsync("is lost (1 workers)");
        var created = (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64();
        await mock.HasBatchesAsync((int)created + 60);
        master.Signal("INT");
        var result = await master.EndAsync();

        result.ExitedWith(ExitCodes.Interrupted);
        Assert.Matches(
            @"worker \S+ was lost with 4 users .* the others took over its users",
            string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
        var seconds = Seconds(cluster.Results);
        Assert.Equal(8, seconds.Max());
        Assert.Contains(4, seconds);
        // Back to all of them after the loss; on their way out they may be four once more.
        Assert.Equal(8, seconds.SkipWhile(users => users < 8).SkipWhile(users => users == 8).Max());
        Assert.Equal(0, await mock.LiveKeysAsync());
        Assert.False(File.Exists(Path.Combine(cluster.Results, "not-removed.txt")));
        // Batches of the lost one were looked for by the name of its part.
        Assert.NotEqual(0, (await mock.CountsAsync()).GetProperty("requests").GetProperty("batches.list").GetInt64());
    }

    // Their replacements are started, and have not joined yet.
    [Fact]
    public async Task Killed_AllOfThem_TheNextOneGoesOnWithEverything()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "10s");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster(Load(mock.Address, users: 8));
        await mock.HasBatchesAsync(8);
        // Their seconds have told the master of them.
        await Task.Delay(TimeSpan.FromSeconds(3));

        cluster["a"].Signal("KILL");
        cluster["b"].Signal("KILL");
        await master.SaysAsync("no worker is left: waiting up to 60 s for one to join");
        var next = cluster.StartWorker("c");
        await master.SaysAsync("took it over");
        await mock.HasBatchesAsync(16);
        master.Signal("INT");
        var result = await master.EndAsync();

        result.ExitedWith(ExitCodes.Interrupted);
        Assert.Matches(@"no worker was left from \S+ s to \S+ s: for \S+ s no load was applied", result.OneLine);
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(0, metrics.Batch("unfinished"));
        Assert.Equal(0, await mock.LiveKeysAsync());
        var worker = await next.EndAsync();
        worker.ExitedWith(ExitCodes.Success);
        Assert.Matches(@"DONE \S+-w3; .* \(exit code 0\)\r?\n$", worker.Output);
    }

    // As a node that is drained does it. What a scheduler takes for done it does not start again.
    [Fact]
    public async Task ToldToEnd_TheOthersTakeItsUsersAtOnce_AndItsPartIsNotDone()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster(Load(mock.Address, users: 8));
        await mock.HasBatchesAsync(30);

        cluster["a"].Signal("TERM");
        (await cluster["a"].EndAsync()).ExitedWith(ExitCodes.Terminated);
        var before = Seconds(cluster.Results).Count;
        var created = (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64();
        await mock.HasBatchesAsync((int)created + 60);
        master.Signal("INT");
        var result = await master.EndAsync();

        Assert.Contains("is told to end by its machine", result.Error, StringComparison.Ordinal);
        Assert.Matches(
            @"worker \S+ was told to end by its machine at .* the others took over its users",
            string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
        Assert.Contains(8, Seconds(cluster.Results).Skip(before));
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(
            (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64(),
            metrics.Batch("created")
        );
        Assert.Equal(0, metrics.Batch("unfinished"));
        Assert.Equal(0, await mock.LiveKeysAsync());
        OneLoadTests.AssertAddsUp(cluster);
    }

    [Fact]
    public async Task ToldToEnd_BeforeTheLoad_HasNotDoneItsPart()
    {
        await using var mock = await MockProcess.StartAsync();
        await using var cluster = new ClusterProcesses(folder.Path);
        var worker = cluster.StartWorker("a");
        await using var master = cluster.StartMaster([.. OneLoadTests.Load(mock.Address), "--expect-workers", "2"]);
        await master.SaysAsync("(1 workers)");

        worker.Signal("TERM");

        (await worker.EndAsync()).ExitedWith(ExitCodes.Terminated);
        master.Signal("INT");
        await master.EndAsync();
    }

    [Fact]
    public async Task Killed_WithBatchesInFlight_TheOthersGoOnWithThem_NoneIsLostOrCancelled()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "4s");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        cluster.StartWorker("c");
        await using var master = cluster.StartMaster([
            .. OneLoadTests.Load(mock.Address),
            .. new[] { "--expect-workers", "3", "--users", "9", "--spawn-rate", "30", "--wait", "0s" },
        ]);
        await mock.HasBatchesAsync(9);
        // The seconds of these creations are with the master by then, and none of the batches has ended.
        await Task.Delay(TimeSpan.FromSeconds(2.5));

        cluster["a"].Signal("KILL");
        await master.SaysAsync("is lost (2 workers)");
        await mock.HasBatchesAsync(21);
        master.Signal("INT");
        var result = await master.EndAsync();

        result.ExitedWith(ExitCodes.Interrupted);
        Assert.Matches(
            @"worker \S+ was lost with 3 users .* is in no figure; the others took over its users; its 3 batches in flight were adopted \(\d by",
            string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        );
        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        var counts = (await mock.CountsAsync()).GetProperty("batches");
        Assert.Equal(counts.GetProperty("created").GetInt64(), metrics.Batch("created"));
        Assert.Equal(counts.GetProperty("created").GetInt64(), metrics.Batch("completed"));
        Assert.Equal(0, counts.GetProperty("cancelled").GetInt64());
        Assert.False(File.Exists(Path.Combine(cluster.Results, "not-removed.txt")));
    }

    [Fact]
    public async Task TakenForDead_WakesWhileItsBatchesAreAdopted_CancelsNone()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "12s");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([
            .. OneLoadTests.Load(mock.Address),
            .. new[] { "--expect-workers", "2", "--users", "4", "--spawn-rate", "20", "--wait", "0s" },
        ]);
        await mock.HasBatchesAsync(4);
        await Task.Delay(TimeSpan.FromSeconds(2.5));

        cluster["a"].Signal("STOP");
        await master.SaysAsync("is lost (1 workers)");
        cluster["a"].Signal("CONT");
        // It has cleaned up by then, and is there as a new one.
        await Eventually.TrueAsync(() => Count(master.Error, "(2 workers)") == 2, "it joins again");
        master.Signal("INT");
        (await master.EndAsync()).ExitedWith(ExitCodes.Interrupted);

        using var metrics = RunMetrics.Read(cluster.Results);
        metrics.BatchesAddUp();
        Assert.Equal((metrics.Batch("created"), 0L), (metrics.Batch("completed"), metrics.Batch("cancelled")));
        var counts = (await mock.CountsAsync()).GetProperty("batches");
        Assert.Equal(0, counts.GetProperty("cancelled").GetInt64());
    }

    [Fact]
    public async Task Killed_ToFail_EndsTheRunWithExit3()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster([.. Load(mock.Address, users: 4), "--on-worker-loss", "fail"]);
        await mock.HasBatchesAsync(10);

        cluster["a"].Signal("KILL");
        var result = await master.EndAsync();

        result.ExitedWith(ExitCodes.CouldNotRun);
        Assert.Contains("--on-worker-loss fail", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, await mock.LiveKeysAsync());
    }

    [Fact]
    public async Task FrozenForThreeSeconds_LosesNothing()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster(Load(mock.Address, users: 4));
        await mock.HasBatchesAsync(10);

        cluster["a"].Signal("STOP");
        await Task.Delay(2500);
        cluster["a"].Signal("CONT");
        var created = (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64();
        await mock.HasBatchesAsync((int)created + 20);
        master.Signal("INT");
        var result = await master.EndAsync();

        Assert.DoesNotContain("is lost", result.Error, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(
            (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64(),
            metrics.Batch("created")
        );
        OneLoadTests.AssertAddsUp(cluster);
    }

    [Fact]
    public async Task FrozenForLong_IsTakenForDead_AndJoinsAgainAsANewOne()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        cluster.StartWorker("b");
        await using var master = cluster.StartMaster(Load(mock.Address, users: 4));
        await mock.HasBatchesAsync(10);

        cluster["a"].Signal("STOP");
        await master.SaysAsync("is lost (1 workers)");
        cluster["a"].Signal("CONT");
        await cluster["a"].SaysAsync("joining again as a new worker");
        await Eventually.TrueAsync(
            () => cluster.Journals.Count(HasJournal) == 3 && Seconds(cluster.Journals[2]).Contains(2),
            "it has half of the users again"
        );
        master.Signal("INT");
        (await master.EndAsync()).ExitedWith(ExitCodes.Interrupted);

        Assert.Equal(4, Seconds(cluster.Results).Max());
        Assert.Equal(0, await mock.LiveKeysAsync());
        using var metrics = RunMetrics.Read(cluster.Results);
        Assert.Equal(
            ["ended", "ended", "lost"],
            metrics
                .Root.GetProperty("run")
                .GetProperty("workers")
                .EnumerateArray()
                .Select(worker => worker.GetProperty("state").GetString())
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Late_TakesItsShareFromTheOthers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var cluster = new ClusterProcesses(folder.Path);
        cluster.StartWorker("a");
        await using var master = cluster.StartMaster([.. Load(mock.Address, users: 6)]);
        await mock.HasBatchesAsync(12);

        cluster.StartWorker("b");
        await master.SaysAsync("(2 workers)");
        await Eventually.TrueAsync(() => cluster.Journals.Count(HasJournal) == 2, "the late one has a journal");
        await Eventually.TrueAsync(() => Seconds(cluster.Journals[1]).Contains(3), "it has half of the users");
        master.Signal("INT");
        (await master.EndAsync()).ExitedWith(ExitCodes.Interrupted);

        Assert.Equal(6, Seconds(cluster.Results).Max());
        Assert.Contains(3, Seconds(cluster.Journals[0]));
        OneLoadTests.AssertAddsUp(cluster);
    }

    private static int Count(string text, string words) => text.Split(words, StringSplitOptions.None).Length - 1;

    private static string[] Load(string host, int users) =>
        [
            .. OneLoadTests.Load(host),
            .. new[] { "--expect-workers", users > 6 || users == 4 ? "2" : "1" },
            .. new[] { "--users", $"{users}", "--spawn-rate", "20", "--wait", "0s" },
        ];

    private static bool HasJournal(string folder) =>
        new FileInfo(Path.Combine(folder, JournalWriter.FileName)) is { Exists: true, Length: > 0 };

    internal static List<int> Seconds(string journal)
    {
        List<int> users = [];
        foreach (var second in Journal.Open(journal).Read())
        {
            users.Add(second.Users);
        }

        return users;
    }
}
