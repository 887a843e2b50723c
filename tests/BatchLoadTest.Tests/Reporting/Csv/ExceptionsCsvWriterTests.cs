using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Csv;

public sealed class ExceptionsCsvWriterTests
{
    [Theory]
    [InlineData(RunEnd.Planned, null)]
    [InlineData(RunEnd.CouldNotRun, "nothing listens there")]
    public async Task WriteAsync_OfARunWithoutAFaultOfThisProgram_HasItsColumnsOnly(RunEnd end, string? problem)
    {
        var table = await CsvTable.OfAsync(new ExceptionsCsvWriter(), With(end, problem));

        Assert.Equal("Count,Message,Traceback,Nodes\r\n", table.Text);
    }

    [Theory]
    [InlineData("index out of range", "index out of range")]
    [InlineData("=HYPERLINK(\"http://example.org\")", "'=HYPERLINK(\"http://example.org\")")]
    [InlineData(null, "no details")]
    public async Task WriteAsync_OfAFaultOfThisProgram_HasARow(string? problem, string message)
    {
        var table = await CsvTable.OfAsync(new ExceptionsCsvWriter(), With(RunEnd.InternalError, problem));

        Assert.Equal(["1", message, "", "local"], Assert.Single(table.Rows));
    }

    private static BatchLoadTest.Reporting.RunReport With(RunEnd end, string? problem) =>
        SampleRun.Report with
        {
            Ending = SampleRun.Report.Ending with { End = end, Problem = problem },
        };
}
