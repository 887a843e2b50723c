using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Loads that are no number of users, against a mock server that counts for itself.</summary>
public sealed class OpenLoadTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ArrivalRate_BegunIsWhatTheServiceSaw_AndDroppedFailsTheRun()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "1s");
        // 40 a second of which each takes over a second: ten users are far too few.
        var result = await RunAsync(mock, "--arrival-rate", "40/s", "--max-users", "10", "--run-time", "5s");

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var starts = metrics.Root.GetProperty("run").GetProperty("starts");
        var (due, started, dropped) = (Count(starts, "due"), Count(starts, "started"), Count(starts, "dropped"));
        Assert.Equal(due, started + dropped);
        // Poisson with a mean of 200: ± 5 standard deviations.
        Assert.InRange(due, 130, 275);
        Assert.True(dropped > started);
        Assert.Equal(await UploadsAsync(mock), started);
        Assert.Contains("starts.dropped_rate <= 0.1%", result.Output, StringComparison.Ordinal);
    }

    // 20 starts a second, 160 of them and a few more, the service still for F seconds: the uploads that wait do so evenly from F
    // to nothing, 20 for each second. So 5 % of all, 8 uploads, wait for over F − 8/20 s.
    [Fact]
    public async Task Stall_ShowsInAnOpenLoad()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "0s");
        await using var program = Start(mock, "--arrival-rate", "20/s", "--arrivals", "even", "--run-time", "10m");
        await mock.HasBatchesAsync(20);
        var outer = TimeProvider.System.GetTimestamp();
        mock.Signal("STOP");
        var inner = TimeProvider.System.GetTimestamp();
        await Task.Delay(2000);
        var least = TimeProvider.System.GetElapsedTime(inner).TotalMilliseconds;
        mock.Signal("CONT");
        var most = TimeProvider.System.GetElapsedTime(outer).TotalMilliseconds;
        await mock.HasBatchesAsync(160);
        program.Signal("INT");
        (await program.EndAsync()).ExitedWith(130);

        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.InRange(UploadOf(metrics).GetProperty("p95_ms").GetDouble(), least - 700, most + 200);
    }

    [Fact]
    public async Task Stall_HardlyShowsInAClosedLoadThatSaysWhy()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "0s");
        await using var program = Start(
            mock,
            [.. "--users 2 --spawn-rate 2 --wait 20ms --verify metadata --run-time 10m".Split(' ')]
        );
        // Enough answers of each step, so that too long a wait is known.
        await mock.HasBatchesAsync(15);
        mock.Signal("STOP");
        await SeenSilence.ReachesAsync(folder.File("out"), TimeSpan.FromSeconds(2));
        mock.Signal("CONT");
        await mock.HasBatchesAsync(60);
        program.Signal("INT");
        (await program.EndAsync()).ExitedWith(130);

        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.InRange(UploadOf(metrics).GetProperty("p95_ms").GetDouble(), 0, 1_000);
        Assert.Contains(
            metrics.Root.GetProperty("run").GetProperty("caveats").EnumerateArray(),
            caveat => caveat.GetString()!.Contains("coordinated omission", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task WarmUp_IsInNoFigureButItsOwn()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");
        var result = await RunAsync(
            mock,
            "--users",
            "4",
            "--spawn-rate",
            "100",
            "--wait",
            "100ms",
            "--warm-up",
            "3s",
            "--run-time",
            "3s"
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var warmUp = metrics.Root.GetProperty("run").GetProperty("warm_up");
        Assert.True(Count(warmUp, "iterations") > 0);
        Assert.Equal(
            (await mock.CountsAsync()).GetProperty("batches").GetProperty("created").GetInt64(),
            Count(warmUp, "batches_created") + metrics.Batch("created")
        );
        Assert.Equal(await UploadsAsync(mock), Count(warmUp, "iterations") + metrics.Sent("upload"));
        Assert.InRange(metrics.Root.GetProperty("run").GetProperty("load_time_s").GetDouble(), 2.9, 4);
        Assert.Contains("warm-up", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stages_BringTheirOwnRunTimeAndUsers()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "0s");
        var result = await RunAsync(mock, "--stages", "2s:6,1s:=6,2s:0", "--wait", "100ms");

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var run = metrics.Root.GetProperty("run");
        Assert.Equal(6, Count(run.GetProperty("users"), "peak"));
        Assert.InRange(run.GetProperty("load_time_s").GetDouble(), 4.9, 6);
    }

    private async Task<ProgramResult> RunAsync(MockProcess mock, params string[] load)
    {
        await using var program = Start(mock, load);
        return await program.EndAsync();
    }

    private BuiltProgram Start(MockProcess mock, params string[] load) =>
        BuiltProgram.Start(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--headless",
                "--poll-interval",
                "200ms",
                "--p95-threshold-ms",
                "off",
                "--keep-files",
                "--results",
                "out",
                .. load,
            ]
        );

    private static JsonElement UploadOf(RunMetrics metrics) =>
        metrics.Root.GetProperty("endpoints").GetProperty("/ai/v1/files [upload]");

    private static async Task<long> UploadsAsync(MockProcess mock) =>
        (await mock.CountsAsync()).GetProperty("requests").GetProperty("files.upload").GetInt64();

    private static long Count(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
