using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Statistics;
using BatchLoadTest.Terminal.Layout;
using BatchLoadTest.Terminal.Summary;
using BatchLoadTest.Tests.Support;
using Spectre.Console.Testing;

namespace BatchLoadTest.Tests.Terminal.Summary;

public sealed class SummaryPrinterTests
{
    private static readonly string[] Files = ["results/metrics.json", "results/report.html"];

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Print_OfARun(int width) => Expected.Matches($"summary_{width}.txt", Print(SampleRun.Report, width));

    [Fact]
    public void Print_OfHugeNumbers() =>
        Expected.Matches("summary_huge_80.txt", Print(SampleRun.Report with { Final = SampleRun.Huge }, 80));

    [Fact]
    public void Print_OfARunWithoutAnyRequest() =>
        Expected.Matches("summary_empty_80.txt", Print(SampleRun.EmptyReport, 80));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 0)]
    [InlineData(0, 3_000_000)]
    [InlineData(1, 3_000_000)]
    public void Print_RedirectsAndCompressedAnswers_HaveALineWhereThereWereAny(long redirects, long unpacked)
    {
        var total = SampleRun.Busy.Total with
        {
            Redirects = redirects,
            BytesReceived = 1_000_000,
            BytesDecoded = 1_000_000 + unpacked,
        };
        var text = Print(SampleRun.Report with { Final = SampleRun.Busy with { Total = total } }, 120);

        Assert.Equal(redirects + unpacked > 0, text.Contains("transfer    ", StringComparison.Ordinal));
        Assert.Equal(redirects > 0, text.Contains("followed to the content of files", StringComparison.Ordinal));
        Assert.Equal(
            unpacked > 0,
            text.Contains(
                "answers came compressed: 1.00 MB over the wire, 4.00 MB once decoded",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void Print_IsNeverWiderThanTheConsole()
    {
        var hostile = SampleRun.Report with
        {
            Run = SampleRun.Report.Run with { Host = "https://" + new string('h', 300) },
            Ending = SampleRun.Report.Ending with
            {
                Problem = new string('p', 300),
                Notices = [new string('n', 300), "漢字" + new string('漢', 200)],
            },
            Final = SampleRun.Huge with
            {
                Batches = SampleRun.Huge.Batches with
                {
                    Examples =
                    [
                        new BatchRecord
                        {
                            BatchId = new string('b', 200),
                            User = 1,
                            Outcome = BatchOutcome.Lost,
                            LastStatus = "",
                            Turnaround = TimeSpan.FromHours(3),
                            Polls = 3,
                        },
                    ],
                },
            },
        };

        foreach (var width in new[] { 60, 80, 120, 200 })
        {
            Assert.All(
                Print(hostile, width).Split('\n'),
                line => Assert.InRange(BatchLoadTest.Terminal.Layout.CellText.Width(line), 0, Math.Min(width, 120))
            );
        }
    }

    [Theory]
    [InlineData(RunEnd.Planned, 0, null, "✗ FAILED  2 of 3 thresholds not met (exit code 0)")]
    [InlineData(RunEnd.Planned, 1, null, "✗ FAILED  2 of 3 thresholds not met (exit code 1)")]
    [InlineData(
        RunEnd.Interrupted,
        130,
        null,
        "INTERRUPTED  by SIGINT after 2m04s; 2 of 3 thresholds not met (exit code 130)"
    )]
    [InlineData(
        RunEnd.Terminated,
        143,
        null,
        "INTERRUPTED  by SIGTERM after 2m04s; 2 of 3 thresholds not met (exit code 143)"
    )]
    [InlineData(RunEnd.CouldNotRun, 3, "nothing listens", "✗ COULD NOT RUN  nothing listens (exit code 3)")]
    [InlineData(
        RunEnd.Aborted,
        1,
        "ended after 43 s: p95 < 1s abort was 2 s",
        "✗ ABORTED  ended after 43 s: p95 < 1s abort was 2 s; 2 of 3 thresholds not met"
    )]
    [InlineData(RunEnd.Unknown, 3, "killed", "✗ NO END  killed; so far 2 of 3 thresholds not met (exit code 3)")]
    [InlineData(RunEnd.InternalError, 4, "oops", "✗ INTERNAL ERROR  a fault of this program: oops (exit code 4)")]
    public void Print_SaysTheVerdictFirst(RunEnd end, int exitCode, string? problem, string expected)
    {
        var report = SampleRun.Report with
        {
            Ending = SampleRun.Report.Ending with { End = end, Problem = problem },
            ExitCode = exitCode,
        };

        Assert.Equal(expected, Print(report, 80).Split('\n')[0]);
    }

    [Fact]
    public void Print_WithEveryThresholdMet_Passes()
    {
        var report = SampleRun.Report with { Thresholds = [SampleRun.Report.Thresholds[0]], ExitCode = 0 };

        Assert.StartsWith("✓ PASSED  threshold met (exit code 0)\n", Print(report, 80), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_AccountsForEveryBatch()
    {
        var text = Print(SampleRun.Report, 120);
        var sum = text[
            text.IndexOf("\nbatches ", StringComparison.Ordinal)..text.IndexOf("\nturnaround", StringComparison.Ordinal)
        ];
        var numbers = System
            .Text.RegularExpressions.Regex.Matches(sum.Replace(",", "", StringComparison.Ordinal), "[0-9]+")
            .Select(match => long.Parse(match.Value))
            .ToList();

        Assert.Equal(1 + BatchOutcomes.Count, numbers.Count);
        Assert.Equal(numbers[0], numbers.Skip(1).Sum());
    }

    [Fact]
    public void Print_WithFewerUsersThanAskedFor_SaysSo()
    {
        var report = SampleRun.Report with
        {
            Ending = SampleRun.Report.Ending with { Load = SampleRun.Report.Ending.Load with { PeakUsers = 87 } },
        };

        Assert.Contains("at most 87 users of 100 ran at one time", Print(report, 120), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_WithKeyPendingAnswersOnly_SaysThatTheyAreNoFailures()
    {
        var report = SampleRun.Report with { Final = SampleRun.Busy with { Failures = [] } };

        Assert.Contains("not failures: 7 answers said", Print(report, 120), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_WithResentRequests_SaysHowManyAndThatTheyAreNoFailures()
    {
        var total = SampleRun.Busy.Total with { Requests = 400, Resent = 3, KeyPending = 0 };
        var report = SampleRun.Report with { Final = SampleRun.Busy with { Failures = [], Total = total } };

        Assert.Contains(
            "not failures: 3 requests (0.75%) met the end of an idle connection, each sent once more",
            Print(report, 120),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Print_OfManyKindsOfFailure_CountsTheRest()
    {
        var failures = Enumerable.Range(1, 25).Select(n => SampleRun.Failure(Step.Poll, $"http_{n}", 2, "")).ToList();
        var report = SampleRun.Report with { Final = SampleRun.Busy with { Failures = failures } };

        Assert.Contains("and 10 more of 5 other kinds", Print(report, 80), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_InColour_MarksOnlyWhatFailed()
    {
        using var console = new TestConsole();
        console.EmitAnsiSequences = true;

        new SummaryPrinter(console).Print(SampleRun.Report, Files);

        Expected.Matches("summary_80_ansi.txt", console.Output.Replace("\e", "\\e", StringComparison.Ordinal));
    }

    private static string Print(RunReport report, int width)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        new SummaryPrinter(console).Print(report, Files);
        return console.Output;
    }
}
