using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Telemetry;

/// <summary>Figures that are pushed over OpenTelemetry.</summary>
public sealed class OtlpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task HeadlessRun_PushesItsFinalFigures()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "200ms",
            "--fail-rate",
            "5%",
            "--batch-fail-rate",
            "30%",
            "--rate-limit",
            "15",
            "--retry-after",
            "0s"
        );

        var run = await RunAsync(mock.Address, receiver.Address);

        run.ExitedWith(0);
        Assert.Equal(0, receiver.WrongPaths);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(metrics.Step("upload", "requests"), receiver.Value("batch_load_test.requests step=upload"));
        Assert.Equal(metrics.Step("poll", "requests"), receiver.Value("batch_load_test.request.duration step=poll"));
        Assert.Equal(metrics.Step("upload", "bytes_sent"), receiver.Value("batch_load_test.sent step=upload"));
        Assert.Equal(
            metrics.Batches.GetProperty("completed").GetInt64(),
            receiver.Value("batch_load_test.batches.ended outcome=completed")
        );
        Assert.Equal(0, receiver.Value("batch_load_test.batches.in_flight"));
        var iterations = metrics.Root.GetProperty("run").GetProperty("iterations");
        Assert.Equal(iterations.GetProperty("started").GetInt64(), receiver.Value("batch_load_test.iterations"));
        Assert.Equal(iterations.GetProperty("failed").GetInt64(), receiver.Value("batch_load_test.failed_iterations"));
        // Which steps the limit met is a matter of luck.
        var refused = metrics
            .Root.GetProperty("steps")
            .EnumerateObject()
            .Where(step => step.Value.GetProperty("refused_by_kind").TryGetProperty("rate_limit", out _))
            .ToList();
        Assert.NotEmpty(refused);
        Assert.All(
            refused,
            step =>
                Assert.Equal(
                    step.Value.GetProperty("refused_by_kind").GetProperty("rate_limit").GetInt64(),
                    receiver.Value($"batch_load_test.refused_requests kind=rate_limit step={step.Name}")
                )
        );
    }

    [Fact]
    public async Task CollectorThatIsNotThere_IsSaidAndDoesNotChangeTheVerdict()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");

        var run = await RunAsync(mock.Address, "http://127.0.0.1:9");

        run.ExitedWith(0);
        Assert.Contains(
            "--otlp http://127.0.0.1:9/: the last figures could not be pushed",
            run.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
    }

    private Task<ProgramResult> RunAsync(string host, string collector) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            host,
            "--users",
            "5",
            "--spawn-rate",
            "50",
            "--wait",
            "0.1s",
            "--poll-interval",
            "100ms",
            "--run-time",
            "3s",
            "--no-default-thresholds",
            "--keep-files",
            "--otlp",
            collector,
            "--results",
            "out"
        );
}
