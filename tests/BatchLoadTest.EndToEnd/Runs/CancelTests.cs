using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Batches that the run itself cancels.</summary>
public sealed class CancelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("30%")]
    [InlineData("30%@500ms")]
    public async Task HealthyService_RowsAddUp_AndNothingOfItIsAFailure(string cancel)
    {
        await using var mock = await StartAsync("--row-fail-rate", "10%");

        var result = await RunAsync(mock, cancel, "--threshold", "results.row_error_rate < 15%");

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        metrics.BatchesAddUp();
        var cancelled = metrics.Batch("cancelled_by_run");
        var cancels = metrics.Root.GetProperty("cancel");
        Assert.InRange(cancelled, 1, 25);
        Assert.Equal((0, 0), (metrics.Batch("cancelled"), metrics.Batch("failed")));
        Assert.Equal(0, metrics.Batches.GetProperty("failed_share").GetDouble());
        Assert.Equal(cancelled, Number(cancels, "cancelled"));
        Assert.Equal(metrics.Sent("cancel"), Number(cancels, "cancelled") + Number(cancels, "too_late"));
        Assert.Equal(cancelled * 100, Number(cancels, "rows"));
        var results = metrics.Root.GetProperty("results");
        Assert.Equal(0, Number(results, "defects"));
        // Rows found, and rows that were not done, are all there are.
        Assert.Equal(
            4000,
            Number(results, "output_rows") + Number(results, "error_rows") + Number(cancels, "rows_not_done")
        );
        var counts = await mock.CountsAsync();
        Assert.Equal(metrics.Sent("cancel"), counts.GetProperty("requests").GetProperty("batches.cancel").GetInt64());
    }

    [Theory]
    [InlineData("--cancel-lose-rows 5%", "missing", "rows_lost_on_cancel")]
    [InlineData("--cancel-lose-rows 5% --cancel-tail 300ms", "missing", "rows_lost_on_cancel")]
    public async Task RowsLostOnCancel_AreFound(string wrong, string defect, string counted)
    {
        await using var mock = await StartAsync(wrong.Split(' '));

        var result = await RunAsync(mock, "50%");

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var found = Number(metrics.Root.GetProperty("results"), defect);
        Assert.True(found > 0, result.Output);
        Assert.Equal(Number((await mock.CountsAsync()).GetProperty("defects"), counted), found);
        Assert.Equal(found, Number(metrics.Root.GetProperty("results"), "defects"));
    }

    [Fact]
    public async Task RowsDoubledOnCancel_AreFound()
    {
        await using var mock = await StartAsync("--cancel-double-rows", "5%");

        var result = await RunAsync(mock, "50%");

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var results = metrics.Root.GetProperty("results");
        var found = Number(results, "duplicated") + Number(results, "in_both");
        Assert.True(found > 0, result.Output);
        Assert.Equal(Number((await mock.CountsAsync()).GetProperty("defects"), "rows_doubled_on_cancel"), found);
        Assert.Equal(found, Number(results, "defects"));
    }

    // Rows that were being worked on complete after the cancel, and counts grow with them: nothing is wrong with that.
    [Fact]
    public async Task RowsThatCompleteAfterTheCancel_AreNoDefect()
    {
        await using var mock = await StartAsync("--cancel-tail", "700ms");

        var result = await RunAsync(mock, "50%");

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(0, Number(metrics.Root.GetProperty("results"), "defects"));
        Assert.True(metrics.Batch("cancelled_by_run") > 0, result.Output);
    }

    [Fact]
    public async Task BatchesThatEndBefore_AreSaid_AndNothingIsSent()
    {
        await using var mock = await StartAsync();

        var result = await RunAsync(mock, "100%@1h");

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal(40, Number(metrics.Root.GetProperty("cancel"), "ended_before"));
        Assert.Equal(0, metrics.Sent("cancel"));
        Assert.Contains("40 ended before the moment came", result.OneLine, StringComparison.Ordinal);
    }

    private static Task<MockProcess> StartAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", "sk-mock", "--batch-duration", "1500ms", .. args]);

    private Task<ProgramResult> RunAsync(MockProcess mock, string cancel, params string[] args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--api-key",
                "sk-mock",
                "--cancel",
                cancel,
                .. "--generate-requests 100 --iterations 40 --users 10 --spawn-rate 100 --wait 0s".Split(' '),
                .. "--poll-interval 200ms --poll-backoff 1 --p95-threshold-ms off --results out".Split(' '),
                .. args,
            ]
        );

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
