namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>SIGSTOP and SIGCONT: what runs out of time meanwhile says nothing of the service.</summary>
public sealed class StoppedProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Users that all wait for an answer when the program is stopped: what they then see took as long as the stop.
    [Fact]
    public async Task LatenciesAcrossAPause_AreInNoTimeAndRuinTheRun()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--users",
                "10",
                "--spawn-rate",
                "50",
                "--iterations",
                "40",
                "--wait",
                "0s",
                "--poll-interval",
                "100ms",
                "--poll-backoff",
                "1",
                "--threshold",
                "p95 < 10s",
                "--results",
                "out",
            ]
        );
        await mock.HasBatchesAsync(20);
        mock.Signal("STOP");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        program.Signal("STOP");
        mock.Signal("CONT");
        await Task.Delay(TimeSpan.FromSeconds(12), TimeProvider.System);
        program.Signal("CONT");
        var result = await program.EndAsync();

        result.ExitedWith(3);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        // A user's next one may begin before anybody has seen that the pause is over.
        Assert.InRange(metrics.OwnFaults("doubtful_latency"), 1, 20);
        Assert.Equal(40, metrics.Batch("created"));
        Assert.Equal(40, metrics.Step("create", "requests"));
        Assert.InRange(metrics.Root.GetProperty("summary").GetProperty("max_response_time_ms").GetDouble(), 0, 10_000);
        Assert.Contains("under way while this program itself stood still", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeoutsOfAPausedSecond_AreDoubtfulAndNoFailures()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--users",
                "10",
                "--spawn-rate",
                "50",
                "--run-time",
                "10m",
                "--wait",
                "0s",
                "--poll-interval",
                "100ms",
                "--poll-backoff",
                "1",
                "--timeout",
                "6s",
                "--upload-timeout",
                "6s",
                "--no-default-thresholds",
                "--results",
                "out",
            ]
        );
        await mock.HasBatchesAsync(20);
        // Nothing is answered, so that every user waits; and not one of them for too long while the program runs.
        mock.Signal("STOP");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        program.Signal("STOP");
        await Task.Delay(TimeSpan.FromSeconds(7), TimeProvider.System);
        program.Signal("CONT");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        mock.Signal("CONT");
        await mock.HasBatchesAsync(40);
        program.Signal("TERM");
        var result = await program.EndAsync();

        result.ExitedWith(143);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.InRange(metrics.OwnFaults("doubtful_timeout"), 1, 10);
        Assert.Contains(
            "in seconds in which this program itself stood still",
            await File.ReadAllTextAsync(Path.Combine(folder.File("out"), "summary.md")),
            StringComparison.Ordinal
        );
        Assert.Contains("in seconds in which this program itself stood still", result.Output, StringComparison.Ordinal);
    }
}
