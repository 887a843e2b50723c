using System.Text;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Markdown;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Reporting.Markdown;

public sealed class SummaryMarkdownWriterTests
{
    [Fact]
    public async Task WriteAsync_OfARun() => Expected.Matches("summary.md", await WriteAsync(SampleRun.Report));

    [Fact]
    public async Task WriteAsync_OfARunWithoutAnyRequest() =>
        Expected.Matches("summary_empty.md", await WriteAsync(SampleRun.EmptyReport));

    [Fact]
    public async Task WriteAsync_OfDefects() => Expected.Matches("summary_defects.md", await WriteAsync(WithDefects()));

    [Theory]
    [InlineData(RunEnd.Planned, 0, "## ✅ PASSED", "all 1 ")]
    [InlineData(RunEnd.Interrupted, 130, "## ⚠️ INTERRUPTED", "by SIGINT after 2m04s")]
    [InlineData(RunEnd.CouldNotRun, 3, "## ❌ COULD NOT RUN", "`key refused: @all, see #1`")]
    public async Task WriteAsync_BeginsWithTheVerdict(RunEnd end, int exitCode, string heading, string reason)
    {
        var report = SampleRun.Report with
        {
            ExitCode = exitCode,
            Thresholds = [SampleRun.Report.Thresholds[0]],
            Ending = SampleRun.Report.Ending with
            {
                End = end,
                Problem = end == RunEnd.CouldNotRun ? "key refused: @all, see #1" : null,
            },
        };

        var lines = (await WriteAsync(report)).Split('\n');

        Assert.Equal(heading, lines[0]);
        Assert.Contains(
            reason.Replace("all 1 ", "threshold met", StringComparison.Ordinal),
            lines[2],
            StringComparison.Ordinal
        );
        Assert.EndsWith($"(exit code {exitCode})", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_RendersToTheTablesItMeans()
    {
        var page = RenderedPage.Of(await WriteAsync(WithDefects()));

        Assert.Equal(["threshold", "actual", "given by"], page.Table("threshold").Header.Skip(1));
        Assert.Equal(3, page.Table("threshold").Rows.Count);
        var steps = page.Table("step");
        Assert.Equal(SampleRun.Busy.Steps.Count + 1, steps.Rows.Count);
        Assert.Equal(
            ["/ai/v1/files [upload]", "1,234", "12 (0.97%)", "42 ms", "76 ms", "105 ms", "378 ms", "1.68 s", "19.9"],
            steps.Rows[1]
        );
        Assert.Equal(
            ["all", "19,195", "16 (0.08%)", "12 ms", "22 ms", "30 ms", "108 ms", "480 ms", "310"],
            steps.Rows[^1]
        );
        Assert.Equal(
            ["upload", "http_429", "9", "0:12 (03:04:17)", "1:01 (03:05:06)", "Too many requests: [red]slow[/] down"],
            page.Table("kind").Rows[0]
        );
        Assert.Equal(["running", "1,000", "3 s", "5 s", "27 s", "120 s"], page.Table("batches").Rows[1]);
        Assert.Equal(["missing", "2", "request-7 (batch b), request-9 (batch b)"], page.Table("defect").Rows[0]);
        Assert.Equal(["password", "***", "BASIC_AUTH_PASSWORD"], page.Table("setting").Rows[1]);
    }

    [Theory]
    [InlineData("<script>alert(1)</script><img src=x onerror=alert(1)>")]
    [InlineData("![shot](https://example.org/x.png) [link](https://example.org) <https://example.org>")]
    [InlineData("a | b || c \\| d \\\\| e |")]
    [InlineData("`code` ``more`` ```fence``` `")]
    [InlineData("| <img src=x> ![i](https://example.org/i.png) ` www.example.org me@example.org https://example.org")]
    [InlineData("@octocat and org/repo#12 and #34 and GH-56, me@example.org, www.example.org")]
    [InlineData("first\n\n# second\n- third\r\n\r\n</details><!-- ")]
    [InlineData("*a* _b_ ~~c~~ $d$ &lt; &amp; &#64; \\* :tada:")]
    [InlineData("| *a* _b_ ~~c~~ $d$ &lt; &amp; &#64; \\* :tada: <!-- -->")]
    [InlineData("=cmd|' /C calc'!A0 [[x]] {{y}} [^1]")]
    public async Task WriteAsync_OfAnyWords_ShowsThemAndNothingElse(string words)
    {
        var page = RenderedPage.Of(await WriteAsync(Saying(words)));
        var shown = string.Join(' ', words.Split((char[])['\r', '\n', ' '], StringSplitOptions.RemoveEmptyEntries));

        // As words, in each place where they can come in, without an element of their own.
        Assert.Equal(RenderedPage.Of(await WriteAsync(Saying("harmless"))).Elements, page.Elements);
        Assert.Empty(page.Links);
        Assert.Equal([shown, shown, shown], page.Table("threshold").Rows[0].Skip(1));
        Assert.Equal([shown, "3", "0:12 (03:04:17)", "1:01 (03:05:06)", shown], page.Table("kind").Rows[0].Skip(1));
        Assert.Equal([shown, shown, shown], page.Table("setting").Rows[0]);
        Assert.Equal([shown, shown], page.Table("machine").Rows[0]);
        Assert.Equal("missing", page.Table("defect").Rows[0][0]);
        Assert.Contains(shown, page.Table("defect").Rows[0][2], StringComparison.Ordinal);
        // Whatever could mention or refer stands in code, where GitHub leaves it alone.
        Assert.DoesNotContain(page.TextOutsideOfCode, text => text.Contains(shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WriteAsync_OfTextThatIsNoUnicode_IsValidUtf8()
    {
        var text = await WriteAsync(Saying("lone \ud83d and \0 and \e[2J, whole \ud83d\ude00"));

        Assert.Contains("`lone \ufffd and \ufffd and \ufffd[2J, whole \ud83d\ude00`", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_OfLongWords_CutsThem()
    {
        var page = RenderedPage.Of(await WriteAsync(Saying(new string('|', 5_000))));

        Assert.Equal(new string('|', 500) + "…", page.Table("kind").Rows[0][^1]);
    }

    [Fact]
    public async Task WriteAsync_OfManyFailures_NamesTheRest()
    {
        var failures = Enumerable.Range(1, 100).Select(number => SampleRun.Failure(Step.Poll, $"http_{number}", 2, ""));
        var text = await WriteAsync(SampleRun.Report with { Final = SampleRun.Busy with { Failures = [.. failures] } });

        Assert.Equal(30, RenderedPage.Of(text).Table("kind").Rows.Count);
        Assert.Contains("and 140 more of 70 other kinds", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_OfTooMuch_StaysWithinGitHubsLimitAndKeepsTheVerdict()
    {
        var settings = Enumerable
            .Range(0, 2_000)
            .Select(_ => new ReportedSetting("name", new string('@', 300) + "|", ""));
        var report = SampleRun.Report with { Run = SampleRun.Report.Run with { Settings = [.. settings] } };

        var text = await WriteAsync(report);

        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1_000, SummaryMarkdownWriter.MaxBytes + 1_000);
        Assert.StartsWith("## ❌ FAILED", text, StringComparison.Ordinal);
        Assert.Contains("### Failures", text, StringComparison.Ordinal);
        Assert.Contains("The settings are left out here", text, StringComparison.Ordinal);
    }

    private static RunReport WithDefects()
    {
        var phase = new LatencyHistogram();
        for (var batch = 0; batch < 1_000; batch++)
        {
            phase.Record(
                TimeSpan.FromSeconds(
                    batch < 900 ? 3
                    : batch < 985 ? 5
                    : batch < 999 ? 27
                    : 120
                )
            );
        }

        return SampleRun.Report with
        {
            Final = SampleRun.Busy with
            {
                Batches = Defective(["request-7 (batch b)", "request-9 (batch b)"], phase.Summarise()),
            },
        };
    }

    private static BatchSummary Defective(IReadOnlyList<string> examples, LatencySummary running) =>
        SampleRun.Busy.Batches with
        {
            Running = running,
            MissedWindow = 3,
            Violations = new BatchViolations(1, 0, 2, 0),
            ForeignAnswers = 7,
            LateOutputs = 1,
            Overdue = 2,
            LongestCompleted = TimeSpan.FromSeconds(1.3),
            Results = SampleRun.Busy.Batches.Results with
            {
                UncheckedBatches = 4,
                Non2xxRows = 5,
                InterruptedBatches = 6,
                FoundRows = 1_000,
                FailedRows = 27,
                RowErrors =
                [
                    new("402 NonRetriableHttpStatus", "Account balance too low. Please add credits to continue.", 25),
                    new(examples[0], examples[0], 2),
                ],
                Defects = [2, 0, 0, 0, 1, 0, 0, 0, 1, .. new long[ResultDefects.Count - 9]],
                Following = [1, .. new long[ResultDefects.Count - 1]],
                Examples = [examples, .. Enumerable.Repeat<IReadOnlyList<string>>([], ResultDefects.Count - 1)],
            },
        };

    private static RunReport Saying(string words) =>
        SampleRun.Report with
        {
            Run = SampleRun.Report.Run with
            {
                Id = words,
                Host = words,
                Tags = [new(words, words)],
                Settings = [new(words, words, words)],
                Environment = [new(words, words)],
            },
            Ending = SampleRun.Report.Ending with { End = RunEnd.CouldNotRun, Problem = words, Notices = [words] },
            Thresholds = [new(words, words, 1, words, ThresholdVerdict.Failed)],
            Final = SampleRun.Busy with
            {
                Failures = [SampleRun.Failure(Step.Upload, words, 3, words)],
                Batches = Defective([words], LatencySummary.Empty) with
                {
                    Examples =
                    [
                        Measure.Batch(BatchOutcome.Failed) with
                        {
                            BatchId = words,
                            LastStatus = words,
                            Detail = words,
                        },
                    ],
                },
            },
        };

    private static async Task<string> WriteAsync(RunReport report)
    {
        using var stream = new MemoryStream();
        await new SummaryMarkdownWriter().WriteAsync(report, stream, CancellationToken.None);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(stream.ToArray());
    }
}
