using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>Inputs that the run itself deletes, and uploads that expire.</summary>
public sealed class DeleteInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("--delete-input 30%")]
    [InlineData(
        "--delete-input 30%@500ms --cancel 30% --read follow --read-interval 200ms --read-again 20% --check-usage"
    )]
    public async Task HealthyService_BatchesGoWithTheirInput_AndNothingOfItIsAFailure(string asked)
    {
        await using var mock = await StartAsync();

        var result = await RunAsync(mock, asked);

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        metrics.BatchesAddUp();
        var deletes = metrics.Root.GetProperty("delete");
        var stopped = Number(deletes, "stopped");
        Assert.InRange(stopped, 1, 25);
        Assert.Equal(stopped, metrics.Batch("deleted_by_run"));
        Assert.Equal(metrics.Sent("delete"), stopped);
        // The input, and its two result files.
        Assert.Equal(3 * stopped, metrics.Sent("gone"));
        string[] wrong = ["survived", "files_kept", "results_kept", "not_accepted", "not_known"];
        Assert.All(wrong, kind => Assert.Equal(0, Number(deletes, kind)));
        Assert.Equal(0, metrics.Batch("lost"));
        Assert.Equal(0, metrics.Root.GetProperty("summary").GetProperty("total_failures").GetInt64());
        Assert.Equal(0, Number(metrics.Root.GetProperty("results"), "defects"));
        Assert.False(File.Exists(Path.Combine(folder.File("out"), "not-removed.txt")));
    }

    // As the control layer's source has it.
    [Fact]
    public async Task BatchesThatAreCancelledWithTheirInput_AreReadAndChecked()
    {
        await using var mock = await StartAsync("--unlink-batches");

        var result = await RunAsync(mock, "--delete-input 50% --read poll");

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        metrics.BatchesAddUp();
        var deletes = metrics.Root.GetProperty("delete");
        Assert.Equal(metrics.Batch("deleted_by_run"), Number(deletes, "stopped"));
        Assert.Equal(Number(deletes, "stopped") * 100, Number(deletes, "rows"));
        var results = metrics.Root.GetProperty("results");
        Assert.Equal(0, Number(results, "defects"));
        Assert.Equal(4000, Number(results, "output_rows") + Number(deletes, "rows_not_done"));
    }

    [Fact]
    public async Task AtAServiceThatDoesNotSay_BatchesGoOn_AndAreCheckedAsEver()
    {
        await using var mock = await StartAsync("--dialect", "openai");

        var result = await RunAsync(mock, "--delete-input 50% --dialect openai");

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.Equal((40, 0), (metrics.Batch("completed"), metrics.Batch("deleted_by_run")));
        Assert.Equal(metrics.Sent("delete"), Number(metrics.Root.GetProperty("delete"), "went_on"));
        Assert.Equal(40, Number(metrics.Root.GetProperty("results"), "checked_batches"));
    }

    [Fact]
    public async Task BatchesThatSurvive_AndFilesThatAreKept_AreFound_AllOfThem()
    {
        await using var mock = await StartAsync(
            "--survive-input",
            "50%",
            "--keep-deleted",
            "40%",
            "--keep-results",
            "50%"
        );

        var result = await RunAsync(mock, "--delete-input 50%@300ms");

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        metrics.BatchesAddUp();
        var deletes = metrics.Root.GetProperty("delete");
        var defects = (await mock.CountsAsync()).GetProperty("defects");
        Assert.True(Number(deletes, "survived") > 0, result.Output);
        Assert.True(Number(deletes, "files_kept") > 0, result.Output);
        Assert.True(Number(deletes, "results_kept") > 0, result.Output);
        Assert.Equal(Number(defects, "batches_surviving"), Number(deletes, "survived"));
        Assert.Equal(Number(defects, "files_undeleted"), Number(deletes, "files_kept"));
        Assert.Equal(Number(defects, "results_undeleted"), Number(deletes, "results_kept"));
        Assert.Equal(0, Number(metrics.Root.GetProperty("results"), "defects"));
    }

    [Fact]
    public async Task HealthyService_FilesExpire_AndAreGone()
    {
        await using var mock = await StartAsync();

        var result = await RunAsync(mock, "--expire-files 2s");

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var expiry = metrics.Root.GetProperty("expiry");
        Assert.Equal((40, 40, 0), (Number(expiry, "uploads"), Number(expiry, "agreed"), Number(expiry, "kept")));
        Assert.Equal(40, Number(expiry, "gone") + Number(expiry, "not_seen"));
        Assert.True(Number(expiry, "gone") > 0, result.Output);
        Assert.Equal(Number(expiry, "gone"), metrics.Sent("gone"));
    }

    [Fact]
    public async Task ExpiriesThatAreIgnored_AndFilesThatStay_AreFound_AllOfThem()
    {
        await using var mock = await StartAsync("--ignore-expiry", "20%", "--keep-expired", "30%");

        var result = await RunAsync(mock, "--expire-files 1s");

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var expiry = metrics.Root.GetProperty("expiry");
        var defects = (await mock.CountsAsync()).GetProperty("defects");
        Assert.Equal((40, 0), (Number(expiry, "uploads"), Number(expiry, "unsaid")));
        Assert.True(Number(expiry, "wrong") > 0, result.Output);
        Assert.True(Number(expiry, "kept") > 0, result.Output);
        Assert.Equal(Number(defects, "expiries_ignored"), Number(expiry, "wrong"));
        Assert.Equal(Number(defects, "files_expired"), Number(expiry, "kept"));
        Assert.Contains("instead of 1 s", result.OneLine, StringComparison.Ordinal);
    }

    private static Task<MockProcess> StartAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", "sk-mock", "--batch-duration", "1s", .. args]);

    private Task<ProgramResult> RunAsync(MockProcess mock, string args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--api-key",
                "sk-mock",
                .. "--generate-requests 100 --iterations 40 --users 10 --spawn-rate 100 --wait 0s".Split(' '),
                .. "--poll-interval 200ms --poll-backoff 1 --p95-threshold-ms off --results out".Split(' '),
                .. args.Split(' '),
            ]
        );

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
