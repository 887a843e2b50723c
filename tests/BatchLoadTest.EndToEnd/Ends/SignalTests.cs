namespace BatchLoadTest.EndToEnd.Ends;

/// <summary>Ctrl-C and SIGTERM in the middle of a run.</summary>
public sealed class SignalTests : IDisposable
{
    private const int Users = 5;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("TERM", 143, "terminated")]
    [InlineData("INT", 130, "interrupted")]
    [InlineData("HUP", 129, "hung_up")]
    public async Task Signal_LetsWhatRunsFinishAndWritesEverything(string signal, int exitCode, string end)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var program = Start(mock, "--poll-interval", "100ms");
        await mock.HasBatchesAsync(2 * Users);
        program.Signal(signal);
        var result = await program.EndAsync();

        result.ExitedWith(exitCode);
        Assert.Equal(0, await mock.LiveKeysAsync());
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(end, metrics.Root.GetProperty("run").GetProperty("end").GetString());
        Assert.Equal(0, metrics.Batch("unfinished"));
        Assert.True(metrics.Batch("completed") >= 2 * Users);
        metrics.BatchesAddUp();
    }

    [Fact]
    public async Task SecondCtrlC_InterruptsAtOnceAndStillWritesEverything()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "1h");
        await using var program = Start(mock, "--stop-timeout", "10h");
        await mock.HasBatchesAsync(Users);
        program.Signal("INT");
        await program.SaysAsync("Ctrl-C again");
        program.Signal("INT");
        var result = await program.EndAsync();

        result.ExitedWith(130);
        Assert.Equal(0, await mock.LiveKeysAsync());
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(Users, metrics.Batch("unfinished"));
        metrics.BatchesAddUp();
    }

    [Fact]
    public async Task ResultsFolderThatVanishes_KeepsNeitherKeyNorSummaryBack()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var program = Start(mock, "--poll-interval", "100ms");
        await mock.HasBatchesAsync(Users);
        Directory.Delete(folder.File("out"), recursive: true);
        program.Signal("TERM");
        var result = await program.EndAsync();

        Assert.Equal(0, await mock.LiveKeysAsync());
        Assert.DoesNotContain("internal error", result.Error, StringComparison.Ordinal);
        // The list of what the run made is read though its file is gone.
        Assert.Matches(@"cleaned up: [1-9]\d* files deleted", result.Error);
        Assert.Contains("was removed while the run went on", result.Output, StringComparison.Ordinal);
        result.ExitedWith(143);
    }

    private BuiltProgram Start(MockProcess mock, params string[] more) =>
        BuiltProgram.Start(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
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
