using BatchLoadTest.Reporting;
using BatchLoadTest.Tests.House;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting;

public sealed class ReportWritersTests
{
    private static readonly IReadOnlyList<IReportWriter> All = new ReportWriters().All;

    public static TheoryData<string> Files => [.. All.Select(writer => writer.FileName)];

    [Fact]
    public void EachName_IsOneWordThatAnOptionCanHold() =>
        Assert.All(ReportWriters.Names, name => Assert.Matches("^[a-z]+(-[a-z]+)*$", name));

    [Fact]
    public void NoTwo_WriteTheSameFile()
    {
        Assert.Equal(
            All.Count,
            All.Select(writer => writer.FileName).Distinct(StringComparer.OrdinalIgnoreCase).Count()
        );
        foreach (var name in ReportWriters.Names)
        {
            var copies = new ReportWriters().Named(name).Select(writer => writer.CopyPath("/out/x")).ToList();
            Assert.Equal(copies.Count, copies.Distinct(StringComparer.Ordinal).Count());
        }
    }

    [Fact]
    public void Csv_NamesFilesAsLocustDoes()
    {
        var writers = new ReportWriters().Named("csv");

        Assert.Equal(
            ["run_stats.csv", "run_stats_history.csv", "run_failures.csv", "run_exceptions.csv"],
            writers.Select(writer => writer.FileName)
        );
        Assert.Equal(
            ["out/a.b_stats.csv", "out/a.b_stats_history.csv", "out/a.b_failures.csv", "out/a.b_exceptions.csv"],
            writers.Select(writer => writer.CopyPath("out/a.b"))
        );
    }

    [Fact]
    public void Named_WhatThereIsNot_Throws() =>
        Assert.Throws<ArgumentException>(() => new ReportWriters().Named("pdf"));

    [Fact]
    public void Guide_NamesEachReportAndItsFile()
    {
        var guide = RepositoryFiles.Read("docs/guide/results.md");
        Assert.All(
            All,
            writer =>
            {
                Assert.Contains($"| `{writer.Name}` |", guide, StringComparison.Ordinal);
                Assert.Contains($"`{writer.FileName}`", guide, StringComparison.Ordinal);
            }
        );
    }

    // Whatever the run: one without a request, and one that is full of everything.
    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_WritesEveryRun(string file)
    {
        var writer = All.Single(writer => writer.FileName == file);
        foreach (var report in new[] { SampleRun.Report, SampleRun.EmptyReport, SampleHistory.Report })
        {
            using var output = new MemoryStream();
            await writer.WriteAsync(report, output, TestContext.Current.CancellationToken);

            Assert.True(output.CanWrite, "the stream is its owner's to close");
            Assert.NotEqual(0, output.Length);
        }
    }
}
