namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The main job as a new user runs it, and its verdict.</summary>
public sealed class MainJobTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HostMock_RunsAllSixStepsAndPasses()
    {
        var result = await BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--users",
            "4",
            "--spawn-rate",
            "4",
            "--run-time",
            "2s",
            "--headless",
            "--mock-batch-duration",
            "200ms",
            "--poll-interval",
            "100ms",
            "--wait",
            "0s",
            "--results",
            "out"
        );

        result.ExitedWith(0);
        Assert.StartsWith("PASSED", VerdictLine(result.Output), StringComparison.Ordinal);
        Assert.Contains("mock", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        foreach (var step in (string[])["key", "upload", "metadata", "verify", "create", "poll", "output", "errors"])
        {
            Assert.True(metrics.Step(step, "requests") > 0, $"no request of step {step}");
            Assert.Equal(0, metrics.Step(step, "failures"));
        }

        metrics.BatchesAddUp();
        Assert.Equal(0, metrics.Root.GetProperty("run").GetProperty("exit_code").GetInt32());
    }

    [Fact]
    public async Task WithoutTerminal_PlainLinesNoWiderThan120Columns()
    {
        var result = await BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--users",
            "2",
            "--run-time",
            "3s",
            "--stats-interval",
            "1s",
            "--headless",
            "--mock-batch-duration",
            "0s",
            "--results",
            "out"
        );

        result.ExitedWith(0);
        Assert.DoesNotContain('\u001b', result.All);
        Assert.All(result.All.Split('\n'), line => Assert.True(line.Length <= 120, line));
    }

    [Fact]
    public async Task MissedP95_ExitsWith1AndSaysWhy()
    {
        var result = await BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["P95_THRESHOLD_MS"] = "1" },
            "--host",
            "mock",
            "--users",
            "2",
            "--iterations",
            "4",
            "--headless",
            "--mock-batch-duration",
            "0s",
            "--mock-latency",
            "20ms",
            "--results",
            "out"
        );

        result.ExitedWith(1);
        Assert.StartsWith("FAILED", VerdictLine(result.Output), StringComparison.Ordinal);
        Assert.Contains("p95 <= 1ms", result.Output, StringComparison.Ordinal);
        Assert.Contains("P95_THRESHOLD_MS", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedBatches_FailTheRunThoughEveryRequestSucceeded()
    {
        var result = await BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--users",
            "3",
            "--iterations",
            "6",
            "--headless",
            "--wait",
            "0s",
            "--mock-batch-duration",
            "100ms",
            "--mock-batch-fail-rate",
            "1",
            "--poll-interval",
            "100ms",
            "--results",
            "out"
        );

        result.ExitedWith(1);
        Assert.Contains("batches.error_rate", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(6, metrics.Batch("failed"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
    }

    [Fact]
    public async Task BatchesInFlightAtTheEnd_AreUnfinishedAndAPersonsThresholdWithoutDataFails()
    {
        var result = await BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--users",
            "5",
            "--spawn-rate",
            "5",
            "--run-time",
            "1500ms",
            "--stop-timeout",
            "500ms",
            "--headless",
            "--mock-batch-duration",
            "1h",
            // It takes minutes to cancel, which clean-up would wait for.
            "--keep-files",
            "--poll-interval",
            "200ms",
            "--threshold",
            "batches.error_rate <= 1%",
            "--results",
            "out"
        );

        result.ExitedWith(1);
        Assert.Contains("no data", result.Output, StringComparison.OrdinalIgnoreCase);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(5, metrics.Batch("unfinished"));
        metrics.BatchesAddUp();
        Assert.Equal(
            5,
            metrics.Root.GetProperty("run").GetProperty("iterations").GetProperty("interrupted").GetInt64()
        );
    }

    [Theory]
    [InlineData("--http-version", "2")]
    [InlineData("--connections", "per-user")]
    [InlineData("--auth", "login")]
    [InlineData("--mock-dialect", "openai")]
    [InlineData("--mock-flavour", "openai")]
    public async Task OtherWaysToRun_PassToo(string option, string value)
    {
        var result = await BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--users",
            "4",
            "--spawn-rate",
            "100",
            "--iterations",
            "12",
            "--headless",
            "--wait",
            "0s",
            "--mock-batch-duration",
            "100ms",
            "--poll-interval",
            "100ms",
            "--results",
            "out",
            option,
            value
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(12, metrics.Batch("completed"));
    }

    private static string VerdictLine(string output) =>
        output.Split('\n').First(line => line.Contains("exit code", StringComparison.Ordinal));
}
