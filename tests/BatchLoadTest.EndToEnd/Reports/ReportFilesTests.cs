using System.Xml.Linq;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>The files that other programs read, of a real run.</summary>
public sealed class ReportFilesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task ARun_LeavesFilesThatAgree()
    {
        var result = await RunAsync(folder.File("job-summary.md"));

        result.ExitedWith(0);
        using var metrics = RunMetrics.Read(folder.File("out"));
        var total = metrics.Root.GetProperty("summary").GetProperty("total_requests").GetInt64();
        var stats = Read("run_stats.csv");
        var history = Read("run_stats_history.csv");
        Assert.Equal(total, stats.Number(stats.Rows.Count - 1, "Request Count"));
        Assert.Equal(total, history.Number(history.Rows.Count - 1, "Total Request Count"));
        Assert.Equal(history.Rows.Count, history.Column("Timestamp").Distinct().Count());
        Assert.Empty(Read("run_failures.csv").Rows);
        Assert.Empty(Read("run_exceptions.csv").Rows);

        var suites = XElement.Load(folder.File("out/junit.xml"));
        Assert.Equal($"{metrics.Root.GetProperty("thresholds").GetArrayLength()}", suites.Attribute("tests")!.Value);
        Assert.Equal("0", suites.Attribute("failures")!.Value);
        var summary = await File.ReadAllTextAsync(folder.File("out/summary.md"));
        Assert.StartsWith("## ✅ PASSED", summary, StringComparison.Ordinal);
        Assert.Equal(summary, await File.ReadAllTextAsync(folder.File("job-summary.md")));
    }

    [Fact]
    public async Task AJobSummaryThatCannotBeWritten_IsSaidAndChangesNoExitCode()
    {
        var result = await RunAsync(folder.File("no-such-folder/job-summary.md"));

        result.ExitedWith(0);
        Assert.Contains("warning: GITHUB_STEP_SUMMARY: ", result.Error, StringComparison.Ordinal);
    }

    private CsvTable Read(string file) => CsvTable.Read(File.ReadAllText(folder.File($"out/{file}")));

    private Task<ProgramResult> RunAsync(string jobSummary) =>
        BuiltProgram.RunAsync(
            folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["GITHUB_STEP_SUMMARY"] = jobSummary },
            "--host",
            "mock",
            "--users",
            "2",
            "--spawn-rate",
            "2",
            "--iterations",
            "4",
            "--headless",
            "--mock-batch-duration",
            "200ms",
            "--poll-interval",
            "100ms",
            "--wait",
            "0s",
            "--results",
            "out"
        );
}
