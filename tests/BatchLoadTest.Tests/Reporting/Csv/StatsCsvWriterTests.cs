using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Csv;

public sealed class StatsCsvWriterTests
{
    private const string Columns =
        "Type,Name,Request Count,Failure Count,Median Response Time,Average Response Time,Min Response Time,"
        + "Max Response Time,Average Content Size,Requests/s,Failures/s,"
        + "50%,66%,75%,80%,90%,95%,98%,99%,99.9%,99.99%,100%";

    [Fact]
    public async Task WriteAsync_OfARun() =>
        Expected.Matches("run_stats.csv", (await CsvTable.OfAsync(new StatsCsvWriter(), SampleRun.Report)).Text);

    [Fact]
    public async Task WriteAsync_EveryFigure_IsTheReports()
    {
        var table = await CsvTable.OfAsync(new StatsCsvWriter(), SampleRun.Report);
        IReadOnlyList<StepSummary> steps = [.. SampleRun.Report.Final.Steps, SampleRun.Report.Final.Total];

        Assert.Equal(Columns, string.Join(',', table.Columns));
        Assert.Equal(steps.Count, table.Rows.Count);
        for (var row = 0; row < steps.Count; row++)
        {
            var step = steps[row];
            Assert.Equal(step.Step?.Method ?? "", table[row, "Type"]);
            Assert.Equal(step.Step?.Name ?? "Aggregated", table[row, "Name"]);
            Assert.Equal($"{step.Requests}", table[row, "Request Count"]);
            Assert.Equal($"{step.Failures}", table[row, "Failure Count"]);
            Assert.Equal(2_000, table.Number(row, "Average Content Size"));
            Assert.Equal(step.TotalRate, table.Number(row, "Requests/s"), 1e-9);
            Assert.Equal(step.TotalRate * step.Failures / step.Requests, table.Number(row, "Failures/s"), 1e-9);
            foreach (var (column, time) in Times(step.Latency))
            {
                Assert.Equal(time.TotalMilliseconds, table.Number(row, column));
            }
        }
    }

    [Fact]
    public async Task WriteAsync_EndsEveryLineAsLocustDoes()
    {
        var text = (await CsvTable.OfAsync(new StatsCsvWriter(), SampleRun.Report)).Text;

        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('"', text);
        Assert.StartsWith("Type,", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_WithoutAnyRequest_HasNoPercentilesAndOneRow()
    {
        var table = await CsvTable.OfAsync(new StatsCsvWriter(), SampleRun.EmptyReport);

        Assert.Equal(
            ",Aggregated,0,0,0,0,0,0,0,0,0,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A,N/A",
            string.Join(',', Assert.Single(table.Rows))
        );
    }

    [Fact]
    public async Task WriteAsync_OfAStepWithInterruptedRequestsOnly_HasNoPercentiles()
    {
        var step = SampleRun.Figures(Step.Poll, 0, 0, 0) with { Interrupted = 5 };
        var report = SampleRun.Report with { Final = SampleRun.Busy with { Steps = [step] } };

        var table = await CsvTable.OfAsync(new StatsCsvWriter(), report);

        Assert.Equal("0", table[0, "Request Count"]);
        Assert.Equal("N/A", table[0, "99%"]);
    }

    // Locust shows 10,500 ms as 10,000 and a maximum of 1745.6 as 1700.
    [Fact]
    public async Task WriteAsync_OfTimesThatLocustRounds_KeepsEveryDigit()
    {
        var table = await CsvTable.OfAsync(new StatsCsvWriter(), SampleHistory.Report);
        var upload = table.Column("Name").ToList().IndexOf("/ai/v1/files [upload]");
        var output = table.Column("Name").ToList().IndexOf("/ai/v1/files/{output_file_id}/content [output]");

        Assert.Equal("1745.6", table[upload, "100%"]);
        Assert.Equal("10500", table[output, "Max Response Time"]);
        Assert.Equal("10500", table[output, "50%"]);
        Assert.Equal("451.4308", table[upload, "Average Response Time"]);
    }

    [Fact]
    public async Task WriteAsync_OfExtremeFigures_WritesNoExponentAndNoWord()
    {
        var huge = SampleRun.Huge.Total with { TotalRate = double.NaN };
        var tiny = SampleRun.Figures(Step.Poll, 1, 1, 0.0001) with { TotalRate = 0.0000058 };
        var report = SampleRun.Report with { Final = SampleRun.Huge with { Steps = [tiny], Total = huge } };

        var table = await CsvTable.OfAsync(new StatsCsvWriter(), report);

        Assert.Equal("0.0000058", table[0, "Requests/s"]);
        Assert.Equal("0", table[1, "Requests/s"]);
        Assert.All(table.Rows, row => Assert.All(row.Skip(2), field => Assert.Matches("^[0-9]+([.][0-9]+)?$", field)));
    }

    private static IEnumerable<(string Column, TimeSpan Time)> Times(LatencySummary latency) =>
        [
            ("Median Response Time", latency.P50),
            ("Average Response Time", latency.Mean),
            ("Min Response Time", latency.Min),
            ("Max Response Time", latency.Max),
            ("50%", latency.P50),
            ("66%", latency.P66),
            ("75%", latency.P75),
            ("80%", latency.P80),
            ("90%", latency.P90),
            ("95%", latency.P95),
            ("98%", latency.P98),
            ("99%", latency.P99),
            ("99.9%", latency.P999),
            ("99.99%", latency.P9999),
            ("100%", latency.Max),
        ];
}
