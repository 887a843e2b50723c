using BatchLoadTest.Reporting;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting;

public sealed class ReportFilesTests : IDisposable
{
    private static readonly string[] Defaults =
    [
        .. new ReportWriters().All.Where(writer => writer.IsWrittenByDefault).Select(writer => writer.FileName),
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("report-files");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task WithoutRequests_WritesTheReportsOfEveryRun()
    {
        var written = await WriteAsync();

        Assert.Empty(written.Problems);
        Assert.Equal(Defaults.Select(PathOf), written.Files);
        Assert.Equal(Defaults.Order(StringComparer.Ordinal), FilesThere());
        Assert.Contains("metrics.json", Defaults);
        Assert.DoesNotContain("locust.json", Defaults);
    }

    [Fact]
    public async Task AReportByName_ComesIntoTheFolder()
    {
        var written = await WriteAsync(new ReportRequest("locust-json"));

        Assert.Equal([.. Defaults.Select(PathOf), PathOf("locust.json")], written.Files);
        Assert.True(File.Exists(PathOf("locust.json")));
    }

    [Fact]
    public async Task WhatIsWrittenAnyway_IsWrittenOnce()
    {
        var written = await WriteAsync(
            new ReportRequest("html"),
            new ReportRequest("html", PathOf("report.html")),
            new ReportRequest("csv")
        );

        Assert.Equal(Defaults.Select(PathOf), written.Files);
    }

    [Fact]
    public async Task ACopy_IsTheSameFileElsewhere()
    {
        var written = await WriteAsync(
            new ReportRequest("markdown", PathOf("below/a.md")),
            new ReportRequest("csv", PathOf("copy"))
        );

        Assert.Empty(written.Problems);
        Assert.Equal(await ReadAsync("summary.md"), await ReadAsync("below/a.md"));
        Assert.Equal(await ReadAsync("run_stats.csv"), await ReadAsync("copy_stats.csv"));
        Assert.Equal(await ReadAsync("run_stats_history.csv"), await ReadAsync("copy_stats_history.csv"));
        Assert.Equal(await ReadAsync("run_failures.csv"), await ReadAsync("copy_failures.csv"));
        Assert.Equal(await ReadAsync("run_exceptions.csv"), await ReadAsync("copy_exceptions.csv"));
    }

    [Fact]
    public async Task OneThatFails_StopsNoOtherAndIsNamed()
    {
        // A file cannot take a folder's place.
        folder.CreateSubdirectory("metrics.json");

        var written = await WriteAsync();

        Assert.StartsWith(
            $"{PathOf("metrics.json")} could not be written: ",
            Assert.Single(written.Problems),
            StringComparison.Ordinal
        );
        Assert.Equal(Defaults.Where(file => file != "metrics.json").Select(PathOf), written.Files);
        Assert.Equal(Defaults.Where(file => file != "metrics.json").Order(StringComparer.Ordinal), FilesThere());
    }

    [Fact]
    public async Task AWriterThatThrowsHalfway_LeavesTheOlderFile()
    {
        await File.WriteAllTextAsync(PathOf("report.html"), "older", TestContext.Current.CancellationToken);
        var broken = SampleRun.Report with
        {
            History = new FilledHistory([0], _ => throw new IOException("the disk is gone")),
        };

        var written = await WriteAsync(broken);

        Assert.Contains($"{PathOf("report.html")} could not be written: the disk is gone", written.Problems);
        Assert.Equal("older", await ReadAsync("report.html"));
        Assert.Contains(PathOf("junit.xml"), written.Files);
    }

    private Task<WrittenReports> WriteAsync(params ReportRequest[] requests) => WriteAsync(SampleRun.Report, requests);

    private Task<WrittenReports> WriteAsync(RunReport report, params ReportRequest[] requests) =>
        new ReportFiles(new ReportWriters(), folder.FullName, requests).WriteAsync(
            report,
            TestContext.Current.CancellationToken
        );

    private IEnumerable<string?> FilesThere() =>
        Directory.GetFiles(folder.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private Task<string> ReadAsync(string file) =>
        File.ReadAllTextAsync(PathOf(file), TestContext.Current.CancellationToken);

    private string PathOf(string file) => Path.Combine(folder.FullName, file);
}
