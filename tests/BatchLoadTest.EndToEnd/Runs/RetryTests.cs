using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Batches whose failed rows, and rows not done, the run has done again.</summary>
public sealed class RetryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--retry-failed")]
    [InlineData("--retry-failed --retry-by rows")]
    public async Task HealthyService_EachRowIsInOnePlace_AndNothingOfItIsAFailure(string retry)
    {
        await using var mock = await StartAsync();

        var result = await RunAsync(mock, retry.Split(' '));

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        metrics.BatchesAddUp();
        var retries = metrics.Root.GetProperty("retry");
        Assert.Equal(20, Number(retries, "retried"));
        Assert.Equal(20, metrics.Batch("retried_by_run"));
        Assert.Equal(20, metrics.Sent("retry"));
        // 10 of 100 rows fail in each batch, and again a tenth of them.
        Assert.Equal(200, Number(retries, "rows"));
        var results = metrics.Root.GetProperty("results");
        Assert.Equal(0, Number(results, "defects"));
        Assert.Equal(2000, Number(results, "output_rows") + Number(results, "error_rows"));
        Assert.Equal(200 - Number(retries, "rows_recovered"), Number(results, "error_rows"));
        // Of the first end.
        Assert.Equal(20, Number(metrics.Batches.GetProperty("turnaround_ms"), "count"));
        Assert.Equal(0, metrics.Batches.GetProperty("violations").EnumerateObject().Sum(each => each.Value.GetInt64()));
        var requests = (await mock.CountsAsync()).GetProperty("requests");
        var route = retry.EndsWith("rows", StringComparison.Ordinal) ? "batches.retry_requests" : "batches.retry";
        Assert.Equal(20, Number(requests, route));
    }

    [Fact]
    public async Task CancelledBatches_AreDoneToTheirEnd()
    {
        await using var mock = await StartAsync();

        var result = await RunAsync(mock, "--cancel", "100%@200ms", "--retry-failed");

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(20, metrics.Batch("retried_by_run") + metrics.Batch("completed"));
        Assert.Equal(metrics.Batch("retried_by_run"), Number(metrics.Root.GetProperty("retry"), "retried"));
        var results = metrics.Root.GetProperty("results");
        Assert.Equal(0, Number(results, "defects"));
        Assert.Equal(2000, Number(results, "output_rows") + Number(results, "error_rows"));
        Assert.True(Number(metrics.Root.GetProperty("cancel"), "cancelled") > 12, result.Output);
    }

    [Theory]
    [InlineData("--retry-lose-rows", "missing", "rows_lost_on_retry", "")]
    [InlineData("--retry-double-rows", "in_both", "rows_doubled_on_retry", "")]
    [InlineData("--retry-lose-rows", "missing", "rows_lost_on_retry", "--cancel 50%@200ms")]
    public async Task RowsLostOrDoubledByIt_AreFound(string wrong, string defect, string counted, string more)
    {
        await using var mock = await StartAsync(wrong, "20%");

        var result = await RunAsync(
            mock,
            ["--retry-failed", .. more.Split(' ', StringSplitOptions.RemoveEmptyEntries)]
        );

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var found = Number(metrics.Root.GetProperty("results"), defect);
        Assert.True(found > 0, result.Output);
        Assert.Equal(Number((await mock.CountsAsync()).GetProperty("defects"), counted), found);
        Assert.Equal(found, Number(metrics.Root.GetProperty("results"), "defects"));
        Assert.Equal(defect == "missing", Number(metrics.Root.GetProperty("retry"), "rows_left") > 0);
        Assert.Equal(0, metrics.Batches.GetProperty("violations").EnumerateObject().Sum(each => each.Value.GetInt64()));
    }

    [Fact]
    public async Task OtherServices_HaveNoSuchRequest_AndItIsRefusedBeforeTheRun()
    {
        var result = await BuiltProgram.RunAsync(
            folder.Path,
            null,
            "--host",
            "mock",
            "--dialect",
            "openai",
            "--retry-failed",
            "5%"
        );

        result.ExitedWith(ExitCodes.WrongUsage);
        Assert.Contains("--retry-failed", result.Error, StringComparison.Ordinal);
    }

    private static Task<MockProcess> StartAsync(params string[] args) =>
        MockProcess.StartAsync([
            "--api-key",
            "sk-mock",
            "--batch-duration",
            "800ms",
            "--row-fail-rate",
            "10%",
            .. args,
        ]);

    private Task<ProgramResult> RunAsync(MockProcess mock, params string[] args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--api-key",
                "sk-mock",
                .. "--generate-requests 100 --iterations 20 --users 10 --spawn-rate 100 --wait 0s".Split(' '),
                .. "--poll-interval 200ms --poll-backoff 1 --p95-threshold-ms off --results out".Split(' '),
                .. args,
            ]
        );

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
