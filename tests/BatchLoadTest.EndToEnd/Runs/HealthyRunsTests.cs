namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>What a person tries first at a service that is well: everything passes on defaults.</summary>
public sealed class HealthyRunsTests : IDisposable
{
    // The other tests allow for a busy machine; here the default is what is tested.
    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["P95_THRESHOLD_MS"] = "",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    // A first run, one workflow, and a smoke test.
    [InlineData("--run-time 5s --users 10 --spawn-rate 5")]
    [InlineData("--iterations 1")]
    [InlineData("--run-time 10s --users 5")]
    // Slow to begin with: a single user, and answers that take a second.
    [InlineData("--iterations 1 --mock-latency 1s")]
    public async Task OnDefaults_Passes(string args)
    {
        var result = await RunAsync(args);

        result.ExitedWith(0);
        Assert.Contains("PASSED", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAILED", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("NO DATA", result.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, metrics.Root.GetProperty("silence").GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task OneUploadOf95Megabytes_Passes()
    {
        var result = await RunAsync(
            "--iterations 1 --generate-requests 47500 --generate-bytes 2000 --mock-batch-duration 1s"
        );

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.InRange(metrics.Step("upload", "bytes_sent"), 95_000_000, 98_000_000);
    }

    [Fact]
    public async Task StoppedByHand_MeetsEveryThreshold()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "1s");
        await using var program = BuiltProgram.Start(
            folder.Path,
            Defaults,
            "--host",
            mock.Address,
            "--users",
            "5",
            "--spawn-rate",
            "5",
            "--results",
            folder.File("out")
        );
        await mock.HasBatchesAsync(5);
        program.Signal("INT");
        var result = await program.EndAsync();

        result.ExitedWith(130);
        Assert.Matches(@"INTERRUPTED +by SIGINT after .*all \d+ thresholds met", result.Output.ReplaceLineEndings(" "));
    }

    private Task<ProgramResult> RunAsync(string args) =>
        BuiltProgram.RunUndisturbedAsync(
            folder.Path,
            Defaults,
            ["--host", "mock", "--results", folder.File("out"), .. args.Split(' ')]
        );
}
