using System.Text.Json;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>
/// A service that misbehaves: the run finds exactly as many defects as the mock server's own log says it made, and fails.
/// </summary>
public sealed class DefectsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // What we report, and the mock's own count that has to be the same.
    [Theory]
    [InlineData("--lose-rows 10%", "results.missing rows_lost")]
    [InlineData("--double-rows 10%", "results.duplicated rows_doubled")]
    [InlineData("--swap-rows 10%", "results.foreign rows_swapped", "results.missing rows_swapped")]
    [InlineData("--corrupt-rows 10%", "results.malformed rows_corrupted", "results.missing rows_corrupted")]
    [InlineData("--rows-in-both 10%", "results.in_both rows_in_both")]
    [InlineData("--strip-rows 10%", "results.lacks_members rows_stripped", "results.missing rows_stripped_of_id")]
    [InlineData("--lying-counts 50%", "results.counts_disagree batches_lying")]
    [InlineData(
        "--incomplete-downloads 50%",
        "results.incomplete downloads_incomplete",
        "results.missing rows_withheld"
    )]
    [InlineData("--cut-downloads 50%", "results.unchecked_batches downloads_cut")]
    [InlineData("--late-batches 50%", "batches.missed_window batches_late")]
    [InlineData("--miss-window 24h=50%", "batches.missed_window batches_late")]
    [InlineData("--backwards-status 50%", "batches.violations.backwards batches_backwards")]
    [InlineData("--shrinking-counts 50%", "batches.violations.counts_shrank batches_shrinking")]
    [InlineData("--stuck-finalizing 50%", "batches.timed_out batches_stuck")]
    public async Task Misbehaviour_IsFoundExactlyAndFailsTheRun(string option, params string[] figures)
    {
        await using var mock = await MockProcess.StartAsync(["--batch-duration", "400ms", .. option.Split(' ')]);
        // A batch that is given up within its window fails no run by itself.
        var result = await RunAsync(mock, "--threshold", "batches.timed_out == 0");

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var defects = (await mock.CountsAsync()).GetProperty("defects");
        foreach (var (ours, theirs) in figures.Select(figure => figure.Split(' ')).Select(pair => (pair[0], pair[1])))
        {
            var made = defects.GetProperty(theirs).GetInt64();
            Assert.True(made > 0, $"the mock server made no {theirs}");
            Assert.Equal((ours, made), (ours, Figure(metrics.Root, ours)));
            if (theirs.StartsWith("rows_", StringComparison.Ordinal) && theirs != "rows_withheld")
            {
                // A row that was spoiled is one fault, however many figures it shows in; but for the half of those stripped.
                Assert.Equal(
                    theirs == "rows_stripped_of_id" ? Figure(metrics.Root, "results.lacks_members") : made,
                    Figure(metrics.Root, "results.defects")
                );
            }
        }

        metrics.BatchesAddUp();
    }

    [Fact]
    public async Task UnknownStatusBeforeAKnownEnd_IsCountedAndFailsNothing()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "400ms", "--unknown-status", "50%");
        var result = await RunAsync(mock);

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var made = (await mock.CountsAsync()).GetProperty("defects").GetProperty("batches_unknown_status").GetInt64();
        Assert.True(made > 0);
        Assert.Equal(made, Figure(metrics.Root, "batches.unknown_status_noticed"));
        Assert.Equal(0, Figure(metrics.Root, "batches.violations.unknown_status"));
    }

    [Fact]
    public async Task AllKindsOfRowsAtOnce_AddUp()
    {
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "300ms",
            "--row-fail-rate",
            "10%",
            "--lose-rows",
            "5%",
            "--double-rows",
            "5%",
            "--swap-rows",
            "5%",
            "--corrupt-rows",
            "5%",
            "--rows-in-both",
            "5%",
            "--strip-rows",
            "5%",
            "--output-error-rate",
            "5%"
        );
        var result = await RunAsync(mock, "--distinct-ids");

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var made = (await mock.CountsAsync()).GetProperty("defects");
        Assert.Equal(
            Made("rows_lost") + Made("rows_swapped") + Made("rows_corrupted") + Made("rows_stripped_of_id"),
            Figure(metrics.Root, "results.missing")
        );
        Assert.Equal(Made("rows_doubled"), Figure(metrics.Root, "results.duplicated"));
        Assert.Equal(Made("rows_swapped"), Figure(metrics.Root, "results.foreign"));
        Assert.Equal(Made("rows_corrupted"), Figure(metrics.Root, "results.malformed"));
        Assert.Equal(Made("rows_in_both"), Figure(metrics.Root, "results.in_both"));
        Assert.Equal(Made("rows_stripped"), Figure(metrics.Root, "results.lacks_members"));
        Assert.Equal(Made("rows_non_2xx"), Figure(metrics.Root, "results.non_2xx_rows"));
        Assert.Equal(
            Made("rows_lost")
                + Made("rows_doubled")
                + Made("rows_swapped")
                + Made("rows_corrupted")
                + Made("rows_in_both")
                + Made("rows_stripped"),
            Figure(metrics.Root, "results.defects")
        );

        long Made(string name) => made.GetProperty(name).GetInt64();
    }

    [Fact]
    public async Task NotFoundAfterCreate_IsCountedAndTheBatchStillCompletes()
    {
        await using var mock = await MockProcess.StartAsync(
            "--batch-duration",
            "300ms",
            "--hidden-after-create",
            "200ms"
        );
        var result = await RunAsync(mock);

        result.ExitedWith(1);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var counts = await mock.CountsAsync();
        Assert.Equal(
            counts.GetProperty("statuses").GetProperty("batches.get").GetProperty("404").GetInt64(),
            Figure(metrics.Root, "batches.violations.not_found")
        );
        Assert.Equal(metrics.Batch("created"), metrics.Batch("completed"));
    }

    [Fact]
    public async Task WellBehaved_LeavesNothingBehind()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms", "--row-fail-rate", "20%");
        var result = await RunAsync(mock, "--threshold", "results.row_error_rate <= 20%");

        result.ExitedWith(0);
        Assert.Contains("cleaned up", result.Error, StringComparison.Ordinal);
        var requests = (await mock.CountsAsync()).GetProperty("requests");
        Assert.True(requests.GetProperty("files.delete").GetInt64() >= requests.GetProperty("files.upload").GetInt64());
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.File("out")).Select(Path.GetFileName),
            // The account of what was not removed, and files that were to be renamed.
            name => name == "not-removed.txt" || name!.StartsWith('.')
        );
    }

    private Task<ProgramResult> RunAsync(MockProcess mock, params string[] more) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--users",
                "5",
                "--spawn-rate",
                "100",
                "--iterations",
                "20",
                "--headless",
                "--wait",
                "0s",
                "--poll-interval",
                "60ms",
                "--poll-backoff",
                "1",
                "--batch-timeout",
                "4s",
                "--max-polls",
                "100000",
                "--generate-requests",
                "40",
                "--generate-bytes",
                "300B",
                "--results",
                "out",
                .. more,
            ]
        );

    private static long Figure(JsonElement root, string path) =>
        path.Split('.').Aggregate(root, (element, name) => element.GetProperty(name)).GetInt64();
}
