using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Our figures against those of an independent judge: the mock server's own counts.</summary>
public sealed class CountsAgreeTests : IDisposable
{
    private static readonly (string Step, string Route)[] Routes =
    [
        ("key", "keys.create"),
        ("upload", "files.upload"),
        ("metadata", "files.metadata"),
        ("verify", "files.content"),
        ("create", "batches.create"),
        ("poll", "batches.get"),
        ("output", "files.output_content"),
        ("errors", "files.error_content"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task UnderRateLimitFailingRequestsAndFailingRows_EveryRequestIsCountedOnceOnBothSides()
    {
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "300ms",
            "--latency",
            "2ms",
            "--latency-jitter",
            "3ms",
            "--fail-rate",
            "0.05",
            "--row-fail-rate",
            "0.2",
            "--rate-limit",
            "150",
            "--seed",
            "7"
        );
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            mock.Address,
            "--users",
            "20",
            "--spawn-rate",
            "100",
            "--run-time",
            "5s",
            "--headless",
            "--wait",
            "0s-100ms",
            "--poll-interval",
            "100ms",
            "--stop-timeout",
            "1s",
            // Clean-up looks at batches too, and is in no figure.
            "--keep-files",
            "--results",
            "out"
        );

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var counts = await mock.CountsAsync();
        foreach (var (step, route) in Routes)
        {
            Assert.Equal((route, Requests(counts, route)), (route, metrics.Sent(step)));
        }

        foreach (var (step, route) in Routes)
        {
            // What was cut off at the very end got an answer that nobody read, so only an upper limit holds there.
            var limited = Status(counts, route, "429");
            Assert.InRange(metrics.Failures(step, "http_429"), limited - metrics.Step(step, "interrupted"), limited);
        }

        Assert.True(metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64() > 0);
        Assert.True(metrics.Root.GetProperty("results").GetProperty("error_rows").GetInt64() > 0);
        metrics.BatchesAddUp();
    }

    [Fact]
    public async Task FiveHundredUsersAtOnce_CreateOneKeyAndDeleteIt()
    {
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "0s",
            "--key-activation-delay",
            "300ms"
        );
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            mock.Address,
            "--users",
            "500",
            "--spawn-rate",
            "100000",
            "--iterations",
            "500",
            "--headless",
            "--p95-threshold-ms",
            "off",
            "--results",
            "out"
        );

        result.ExitedWith(0);
        var keys = (await mock.CountsAsync()).GetProperty("keys");
        Assert.Equal(1, keys.GetProperty("created").GetInt64());
        Assert.Equal(1, keys.GetProperty("deleted").GetInt64());
        Assert.Equal(0, keys.GetProperty("live").GetInt64());
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(500, metrics.Batch("completed"));
        Assert.Equal(500, metrics.Root.GetProperty("run").GetProperty("users").GetProperty("peak").GetInt32());
    }

    [Fact]
    public async Task KeyRevokedMidRun_IsRenewedOnceAndBothAreGoneAfterwards()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            "--host",
            mock.Address,
            "--users",
            "30",
            "--spawn-rate",
            "100",
            "--iterations",
            "300",
            "--headless",
            "--wait",
            "0s-100ms",
            "--poll-interval",
            "100ms",
            "--error-rate-threshold",
            "off",
            "--results",
            "out"
        );
        // Of a key that has worked nothing but a renewal helps; before, it would count as pending.
        await mock.HasBatchesAsync(30);
        await mock.PostAsync("mock/keys/revoke-all");
        var result = await program.EndAsync();

        var keys = (await mock.CountsAsync()).GetProperty("keys");
        Assert.Equal(2, keys.GetProperty("created").GetInt64());
        Assert.Equal(0, keys.GetProperty("live").GetInt64());
        result.ExitedWith(0);
    }

    private static long Requests(JsonElement counts, string route) =>
        counts.GetProperty("requests").GetProperty(route).GetInt64();

    private static long Status(JsonElement counts, string route, string status) =>
        counts.GetProperty("statuses").TryGetProperty(route, out var statuses)
        && statuses.TryGetProperty(status, out var count)
            ? count.GetInt64()
            : 0;
}
