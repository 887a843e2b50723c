using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Csv;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Csv;

public sealed class FailuresCsvWriterTests
{
    [Fact]
    public async Task WriteAsync_OfARun() =>
        Expected.Matches("run_failures.csv", (await CsvTable.OfAsync(new FailuresCsvWriter(), SampleRun.Report)).Text);

    [Fact]
    public async Task WriteAsync_EveryFigure_IsTheReports()
    {
        var table = await CsvTable.OfAsync(new FailuresCsvWriter(), SampleRun.Report);
        var failures = SampleRun.Report.Final.Failures;

        Assert.Equal("Method,Name,Error,Occurrences,First Seen,Last Seen,Words", string.Join(',', table.Columns));
        Assert.Equal(failures.Select(failure => failure.Step.Method), table.Column("Method"));
        Assert.Equal(failures.Select(failure => failure.Step.Name), table.Column("Name"));
        Assert.Equal(failures.Select(failure => $"{failure.Kind}: {failure.Example}"), table.Column("Error"));
        Assert.Equal(failures.Select(failure => $"{failure.Count}"), table.Column("Occurrences"));
        // The run started at 04:04:05 of a zone an hour ahead; its failures came 12.5 s and 61 s later.
        Assert.All(table.Column("First Seen"), time => Assert.Equal("2026-01-02T03:04:17Z", time));
        Assert.All(table.Column("Last Seen"), time => Assert.Equal("2026-01-02T03:05:06Z", time));
    }

    [Fact]
    public async Task WriteAsync_SeveralWordsOfAKind_AreAllInTheLastColumn()
    {
        var failure = SampleRun.Failure(Step.Upload, "http_429", 12, "slow down") with
        {
            Texts =
            [
                new FailureWords("slow down", 6, TimeSpan.Zero, TimeSpan.Zero),
                new FailureWords("=quota is used up", 3, TimeSpan.Zero, TimeSpan.Zero),
                new FailureWords("", 2, TimeSpan.Zero, TimeSpan.Zero),
            ],
        };
        var table = await CsvTable.OfAsync(new FailuresCsvWriter(), With(failure));

        Assert.Single(table.Rows);
        Assert.Equal("http_429: slow down", table[0, "Error"]);
        Assert.Equal("12", table[0, "Occurrences"]);
        Assert.Equal("6x slow down | 3x =quota is used up | 2x (no words) | 1x (other words)", table[0, "Words"]);
    }

    [Fact]
    public async Task WriteAsync_VeryManyWords_AreNotMoreThanACellHolds()
    {
        var failure = SampleRun.Failure(Step.Upload, "http_500", 100, "0") with
        {
            Texts =
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(_ => new FailureWords(new string('w', 1000), 1, TimeSpan.Zero, TimeSpan.Zero)),
            ],
        };
        var table = await CsvTable.OfAsync(new FailuresCsvWriter(), With(failure));

        Assert.InRange(table[0, "Words"].Length, 30_000, 32_767);
        Assert.EndsWith(" | and 70 others", table[0, "Words"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_OfAFailureWithoutWords_NamesItsKind()
    {
        var table = await CsvTable.OfAsync(new FailuresCsvWriter(), With("timeout", ""));

        Assert.Equal("timeout", table[0, "Error"]);
    }

    [Theory]
    [InlineData("a, \"b\" and 'c'", "kind: a, \"b\" and 'c'")]
    [InlineData("<script>alert(1)</script>", "kind: <script>alert(1)</script>")]
    [InlineData("first\r\nsecond\nthird\tfourth", "kind: first  second third fourth")]
    [InlineData("bell \a and escape \e[2J", "kind: bell \ufffd and escape \ufffd[2J")]
    [InlineData("漢字 ñ", "kind: 漢字 ñ")]
    [InlineData("a;=cmd|' /C calc'!A1;b", "kind: a;'=cmd|' /C calc'!A1;b")]
    public async Task WriteAsync_OfAnyWords_IsOneRowThatReadsBack(string words, string expected)
    {
        var table = await CsvTable.OfAsync(new FailuresCsvWriter(), With("kind", words));

        Assert.Equal(expected, table[0, "Error"]);
        Assert.Single(table.Rows);
        Assert.Equal(2, table.Text.Count(character => character == '\n'));
    }

    // Not a row of the test above: an attribute cannot hold such text.
    [Fact]
    public async Task WriteAsync_OfTextThatIsNoUnicode_IsValidUtf8()
    {
        var table = await CsvTable.OfAsync(new FailuresCsvWriter(), With("kind", "lone \ud83d, whole \ud83d\ude00"));

        Assert.Equal("kind: lone \ufffd, whole \ud83d\ude00", table[0, "Error"]);
    }

    private static BatchLoadTest.Reporting.RunReport With(string kind, string words) =>
        With(SampleRun.Failure(Step.Upload, kind, 1, words));

    private static BatchLoadTest.Reporting.RunReport With(FailureSummary failure) =>
        SampleRun.Report with
        {
            Final = SampleRun.Busy with { Failures = [failure] },
        };
}
