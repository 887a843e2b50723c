namespace BatchLoadTest.Tests.EndToEnd;

/// <summary>Ctrl-C and SIGTERM in the middle of a run.</summary>
public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("TERM", 143, "terminated")]
    [InlineData("INT", 130, "interrupted")]
    public async Task Signal_LetsWhatRunsFinishAndWritesEverything(string signal, int exitCode, string end)
    {
        await using var program = Start("--mock-batch-duration", "300ms", "--poll-interval", "100ms");
        await program.SaysAsync("created API key");
        await Task.Delay(700);
        program.Signal(signal);
        var result = await program.EndAsync();

        result.ExitedWith(exitCode);
        Assert.Contains("deleted API key", result.Error, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(end, metrics.Root.GetProperty("run").GetProperty("end").GetString());
        Assert.Equal(0, metrics.Batch("unfinished"));
        Assert.True(metrics.Batch("completed") > 0);
        metrics.BatchesAddUp();
    }

    [Fact]
    public async Task SecondCtrlC_InterruptsAtOnceAndStillWritesEverything()
    {
        await using var program = Start("--mock-batch-duration", "1h", "--stop-timeout", "10m");
        await program.SaysAsync("created API key");
        await Task.Delay(500);
        program.Signal("INT");
        await program.SaysAsync("Ctrl-C again");
        var start = TimeProvider.System.GetTimestamp();
        program.Signal("INT");
        var result = await program.EndAsync();

        result.ExitedWith(130);
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
        Assert.Contains("deleted API key", result.Error, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(5, metrics.Batch("unfinished"));
        metrics.BatchesAddUp();
    }

    private BuiltProgram Start(params string[] more) =>
        BuiltProgram.Start(
            folder.Path,
            null,
            [
                "--host",
                "mock",
                "--users",
                "5",
                "--spawn-rate",
                "50",
                "--run-time",
                "10m",
                "--headless",
                "--wait",
                "0s",
                "--results",
                "out",
                .. more,
            ]
        );
}
