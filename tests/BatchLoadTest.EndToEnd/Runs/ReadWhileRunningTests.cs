using System.Globalization;
using System.Text.Json;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.EndToEnd.Runs;

/// <summary>The output of running batches, read as the official clients read it: on from the last line.</summary>
public sealed class ReadWhileRunningTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("poll", 10, 30)]
    [InlineData("poll", 5000, 4)]
    [InlineData("follow", 10, 30)]
    [InlineData("follow", 5000, 4)]
    public async Task LateCommits_EachRowSkippedOrDoubled_IsFound(string mode, int rows, int batches)
    {
        // Of few rows more come late, or of none would it be seen.
        var share = rows < 100 ? "50%" : "1%";
        await using var mock = await StartAsync("--late-commit-rows", share);

        var result = await RunAsync(mock, mode, rows, batches);

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        Assert.Contains("FAILED read.skipped == 0", result.OneLine, StringComparison.Ordinal);
        Assert.Contains("FAILED read.doubled == 0", result.OneLine, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var read = metrics.Root.GetProperty("read");
        var defects = (await mock.CountsAsync()).GetProperty("defects");
        var skipped = Number(defects, "rows_passed_over");
        Assert.True(skipped > 0, result.Output);
        Assert.Equal(skipped, Number(read, "skipped"));
        Assert.Equal(Number(defects, "rows_sent_again"), Number(read, "doubled"));
        Assert.Equal((0, 0, 0), (Number(read, "changed"), Number(read, "vanished"), Number(read, "wrong_last_line")));
        Assert.Equal(batches, Number(read, "judged_batches"));
        // Each is named, so that the service's people can find it.
        Assert.Equal(skipped, read.GetProperty("examples").GetProperty("skipped").EnumerateArray().Distinct().Count());
        Assert.Equal(Number(read, "doubled"), read.GetProperty("examples").GetProperty("doubled").GetArrayLength());
        var example = read.GetProperty("examples").GetProperty("skipped")[0].GetString()!;
        Assert.Matches("^request-[0-9]+, line [0-9]+ of the file, passed over by read [0-9]+ ", example);
        // The file at the end has all of them, each once.
        Assert.Equal(0, Number(metrics.Root.GetProperty("results"), "defects"));
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("follow")]
    public async Task HealthyService_NothingIsSkippedOrDoubled_AndTheFirstRowComesBeforeTheEnd(string mode)
    {
        await using var mock = await StartAsync();

        var result = await RunAsync(mock, mode, 2000, 4);

        result.ExitedWithOnABusyMachine(ExitCodes.Success);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var read = metrics.Root.GetProperty("read");
        string[] faults = ["skipped", "doubled", "changed", "vanished", "wrong_last_line", "unreadable", "unread"];
        Assert.All(faults, fault => Assert.Equal(0, Number(read, fault)));
        Assert.Equal((8000, 0), (Number(read, "rows"), Number(read, "bytes_again")));
        Assert.InRange(Number(read, "early_rows"), 1, 8000);
        Assert.True(
            read.GetProperty("first_row_ms").GetProperty("max").GetDouble()
                < metrics.Batches.GetProperty("turnaround_ms").GetProperty("max").GetDouble()
        );
        var progress = read.GetProperty("progress").EnumerateArray().Select(share => share.GetDouble()).ToList();
        Assert.Equal(9, progress.Count);
        Assert.Equal(progress.Order(), progress);
        Assert.Equal(Number(read, "reads"), metrics.Sent("read"));
    }

    [Fact]
    public async Task WrongLastLine_IsFound_EachTime()
    {
        await using var mock = await StartAsync("--wrong-last-line", "100%");

        var result = await RunAsync(mock, "poll", 200, 4, "--threshold", "read.wrong_last_line == 0");

        result.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var defects = (await mock.CountsAsync()).GetProperty("defects");
        var wrong = Number(metrics.Root.GetProperty("read"), "wrong_last_line");
        // What is read of the file at the end has the line too; it is no read of a running batch.
        Assert.InRange(wrong, 1, Number(defects, "last_lines_wrong"));
        Assert.Contains(
            $"{wrong} reads with a wrong X-Last-Line, such as read 1, ",
            result.OneLine,
            StringComparison.Ordinal
        );
    }

    // The report of a journal is that of the run.
    [Fact]
    public async Task Report_SaysTheSame()
    {
        await using var mock = await StartAsync("--late-commit-rows", "5%");
        await RunAsync(mock, "poll", 500, 4);
        string read;
        using (var metrics = RunMetrics.Read(folder.File("out")))
        {
            read = metrics.Root.GetProperty("read").GetRawText();
        }

        var report = await BuiltProgram.RunAsync(folder.Path, null, ["report", "out"]);

        report.ExitedWithOnABusyMachine(ExitCodes.ThresholdFailed);
        using var again = RunMetrics.Read(folder.File("out"));
        Assert.Equal(read, again.Root.GetProperty("read").GetRawText());
    }

    private static Task<MockProcess> StartAsync(params string[] args) =>
        MockProcess.StartAsync(["--api-key", "sk-mock", "--batch-duration", "2s", .. args]);

    private Task<ProgramResult> RunAsync(MockProcess mock, string mode, int rows, int batches, params string[] args) =>
        BuiltProgram.RunAsync(
            folder.Path,
            null,
            [
                "--host",
                mock.Address,
                "--api-key",
                "sk-mock",
                "--read",
                mode,
                .. mode == "follow" ? ["--read-interval", "150ms"] : Array.Empty<string>(),
                "--generate-requests",
                rows.ToString(CultureInfo.InvariantCulture),
                "--iterations",
                batches.ToString(CultureInfo.InvariantCulture),
                .. "--users 10 --spawn-rate 100 --wait 0s --poll-interval 200ms --poll-backoff 1".Split(' '),
                .. "--p95-threshold-ms off --results out".Split(' '),
                .. args,
            ]
        );

    private static long Number(JsonElement json, string name) => json.GetProperty(name).GetInt64();
}
