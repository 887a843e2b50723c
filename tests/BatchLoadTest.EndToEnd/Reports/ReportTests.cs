using System.Text.Json;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>Reports from the journal: of a run that ended, of one that was killed, of several.</summary>
public sealed class ReportTests : IDisposable
{
    private static readonly (string Step, string Kind)[] Kinds =
    [
        ("upload", "files.upload"),
        ("create", "batches.create"),
        ("poll", "batches.get"),
        ("output", "files.output_content"),
        ("errors", "files.error_content"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Report_OfARunThatEnded_IsTheSameToTheLastDigit()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "500ms", "--fail-rate", "5%");
        var run = await RunAsync(mock, "out", "--run-time", "2s", "--no-default-thresholds");
        run.ExitedWith(0);
        var before = Files("out");

        var report = await ReportAsync("out");

        report.ExitedWith(0);
        var after = Files("out");
        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), after.Keys.Order(StringComparer.Ordinal));
        Assert.All(before, file => Assert.True(file.Value == after[file.Key], $"{file.Key} differs"));
    }

    [Fact]
    public async Task Report_OfARunThatMissedAThreshold_ExitsAsTheRunDid()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "200ms");
        (await RunAsync(mock, "out", "--run-time", "2s", "--threshold", "upload.p50 < 0.001ms")).ExitedWith(1);

        (await ReportAsync("out")).ExitedWith(1);
    }

    [Theory]
    [InlineData(1300)]
    [InlineData(2600)]
    [InlineData(4150)]
    public async Task Report_AfterKill9_HasAllButTheLastSecond(int milliseconds)
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms");
        await using var program = BuiltProgram.Start(
            folder.Path,
            null,
            [.. Load(mock, "out"), "--run-time", "10m", "--stop-timeout", "0s"]
        );
        await mock.HasBatchesAsync(1);
        await Task.Delay(milliseconds - 1000);
        // The journal may lack what was answered later than a second before the end, whenever it comes to write it.
        var early = await mock.CountsAsync();
        var moment = DateTimeOffset.UtcNow;
        await Eventually.TrueAsync(
            () => RecordedRun.Read(folder.File("out")).Ending.EndedAt >= moment.AddSeconds(2),
            "the journal of the next two seconds"
        );
        program.Signal("KILL");
        await program.EndAsync();
        // What it had created at the service is still known.
        Assert.NotEmpty(await File.ReadAllLinesAsync(folder.File("out/not-removed.txt")));
        var late = await mock.CountsAsync();

        var report = await ReportAsync("out");

        report.ExitedWith(3);
        Assert.Contains("NO END", report.Output, StringComparison.Ordinal);
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.All(
            Kinds,
            kind => Assert.InRange(metrics.Sent(kind.Step), Requests(early, kind.Kind), Requests(late, kind.Kind))
        );
        Assert.True(metrics.Sent("upload") > 0);
        Assert.Equal("unknown", metrics.Root.GetProperty("run").GetProperty("end").GetString());
    }

    [Fact]
    public async Task Report_OfTwoProcessesWithOneKey_IsTheirSum()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "300ms", "--api-key", "sk-shared");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["API_KEY"] = "sk-shared" };
        var runs = await Task.WhenAll(
            BuiltProgram.RunAsync(folder.Path, environment, [.. Load(mock, "a"), "--run-time", "2s"]),
            BuiltProgram.RunAsync(folder.Path, environment, [.. Load(mock, "b"), "--run-time", "2s"])
        );
        Assert.All(runs, run => run.ExitedWith(0));

        var report = await ReportAsync("a", "b", "--results", "merged");

        report.ExitedWith(0);
        var counts = await mock.CountsAsync();
        using var metrics = RunMetrics.Read(folder.File("merged"));
        Assert.All(Kinds, kind => Assert.Equal(Requests(counts, kind.Kind), metrics.Sent(kind.Step)));
        var users = metrics.Root.GetProperty("run").GetProperty("users");
        Assert.Equal(20, users.GetProperty("asked").GetInt32());
        Assert.DoesNotContain(
            "sk-shared",
            await File.ReadAllTextAsync(folder.File("merged/run.jsonl")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Report_OfRunsThatAreNoPartsOfOne_IsRefused()
    {
        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        var runs = await Task.WhenAll(
            RunAsync(mock, "a", "--run-time", "1s"),
            RunAsync(mock, "b", "--run-time", "1s", "--verify", "both")
        );
        Assert.All(runs, run => run.ExitedWith(0));

        var refused = await ReportAsync("a", "b", "--results", "merged");
        var twice = await ReportAsync("a", "a", "--results", "merged");
        var overwriting = await ReportAsync("a", "b", "--results", "a", "--force");
        var forced = await ReportAsync("a", "b", "--results", "merged", "--force");

        refused.ExitedWith(2);
        Assert.Contains("--verify: random in ", refused.Error, StringComparison.Ordinal);
        twice.ExitedWith(2);
        Assert.Contains("more than once", twice.Error, StringComparison.Ordinal);
        overwriting.ExitedWith(2);
        forced.ExitedWith(0);
        Assert.Contains("--verify: random in ", forced.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OnAFullDisk_GoesOnAndDoesNotExitWith0()
    {
        if (!File.Exists("/dev/full"))
        {
            Assert.Skip("there is no /dev/full on this system");
        }

        await using var mock = await MockProcess.StartAsync("--batch-duration", "100ms");
        Directory.CreateDirectory(folder.File("out"));
        File.CreateSymbolicLink(folder.File("out/run.jsonl"), "/dev/full");

        var run = await RunAsync(mock, "out", "--run-time", "3s");

        run.ExitedWith(4);
        Assert.Single(run.Error.Split('\n'), line => line.Contains("the run goes on", StringComparison.Ordinal));
        using var metrics = RunMetrics.Read(folder.File("out"));
        Assert.True(metrics.Sent("upload") > 0);
    }

    [Theory]
    [InlineData("nothing-there")]
    [InlineData(".")]
    public async Task Report_WithoutAJournal_SaysSo(string path)
    {
        var report = await ReportAsync(path);

        report.ExitedWith(2);
        Assert.Contains("there is no such journal", report.Error, StringComparison.Ordinal);
    }

    private Task<ProgramResult> RunAsync(MockProcess mock, string results, params string[] more) =>
        BuiltProgram.RunAsync(folder.Path, null, [.. Load(mock, results), .. more]);

    private Task<ProgramResult> ReportAsync(params string[] args) =>
        BuiltProgram.RunAsync(folder.Path, null, ["report", .. args]);

    private static string[] Load(MockProcess mock, string results) =>
        [
            "--host",
            mock.Address,
            "--users",
            "10",
            "--spawn-rate",
            "50",
            "--wait",
            "0.1s-0.3s",
            "--poll-interval",
            "100ms",
            "--headless",
            "--results",
            results,
        ];

    private static long Requests(JsonElement counts, string kind) =>
        counts.GetProperty("requests").GetProperty(kind).GetInt64();

    private Dictionary<string, string> Files(string name) =>
        Directory
            .EnumerateFiles(folder.File(name))
            .ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
}
