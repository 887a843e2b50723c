using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Causes;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Reporting.Causes;

public sealed class RunCausesTests
{
    [Fact]
    public void OneKindAndWordsAtSeveralSteps_IsOneCause_WithNumberShareStepsAndTime()
    {
        var report = Report(
            Failure(Step.Upload, "http_503", 50, 6, 62, "upstream unavailable (request 17)"),
            Failure(Step.Create, "http_503", 29, 2, 61, "upstream unavailable (request 2041)")
        );

        Assert.Equal(
            ["503 upstream unavailable (request 17) ×79 (0.41% of requests, upload, create, since 03:04:07)"],
            RunCauses.Of(report)
        );
    }

    [Fact]
    public void CauseWithAnExample_SaysWhatToLookFor_TheServicesOwnIdFirst()
    {
        var own = SampleRun.SampleExample with { Step = Step.Poll, Words = "gone 1" };
        var sent = own with { Identity = own.Identity with { ServiceIds = [] } };
        var failure = Failure(Step.Poll, "http_502", 12, 10, 62, "gone 2");

        Assert.EndsWith(
            ", since 03:04:15; such as x-request-id req_1f3)",
            Assert.Single(RunCauses.Of(Report(failure with { Examples = [own] }))),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "; such as the one sent with X-Request-Id 4bf92f35-77b3-4da6-00f0-67aa0ba902b7)",
            Assert.Single(RunCauses.Of(Report(failure with { Examples = [sent] }))),
            StringComparison.Ordinal
        );
        // Of another cause of the same kind.
        Assert.DoesNotContain(
            "such as",
            Assert.Single(RunCauses.Of(Report(failure with { Examples = [own with { Words = "full" }] }))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ResultsThatCouldNotBeRead_AreACause()
    {
        var report = Report();
        var batches = report.Final.Batches;
        report = report with
        {
            Final = report.Final with
            {
                Batches = batches with
                {
                    Results = ResultSummary.Empty with
                    {
                        CheckedBatches = 40,
                        UncheckedBatches = 7,
                        InterruptedBatches = 3,
                    },
                },
            },
        };

        Assert.Equal(
            [
                "results of 7 of 50 completed batches could not be read to their end, and nobody knows whether their rows are "
                    + "right",
            ],
            RunCauses.Of(report)
        );
    }

    [Fact]
    public void WhatIsOver_SaysFromWhenToWhen()
    {
        var report = Report(Failure(Step.Poll, "timeout", 12, 10, 14, "no answer within 60s"));

        Assert.Equal(
            ["timeout: no answer within 60s ×12 (0.06% of requests, 0.08% of poll, 03:04:15 to 03:04:19)"],
            RunCauses.Of(report)
        );
    }

    [Fact]
    public void ManySteps_AreCounted_AndAllStepsAreSaidToBeAll()
    {
        Step[] some = [Step.Upload, Step.Create, Step.Verify, Step.Output];
        Step[] all =
        [
            Step.Key,
            Step.Upload,
            Step.Metadata,
            Step.Verify,
            Step.Create,
            Step.Poll,
            Step.Output,
            Step.Errors,
        ];

        Assert.Contains("4 of 8 steps, most in output", Assert.Single(Of(some)), StringComparison.Ordinal);
        Assert.Contains("all steps", Assert.Single(Of(all)), StringComparison.Ordinal);

        static IReadOnlyList<string> Of(Step[] steps) =>
            RunCauses.Of(
                Report([
                    .. steps.Select(step => Failure(step, "connection_reset", step == Step.Output ? 9 : 5, 1, 62, "")),
                ])
            );
    }

    [Fact]
    public void WorstIsFirst_ByTheShareOfWhatItStruck()
    {
        var report = With(
            Report(Failure(Step.Upload, "http_500", 400, 1, 62, "no")),
            batches => batches with { ByOutcome = ByOutcome(completed: 79, failed: 6) }
        );

        // A third of the uploads is more than 7 of 100 batches.
        Assert.Equal(
            [
                "500 no ×400 (2.08% of requests, 32.4% of upload, since 03:04:06)",
                "6 of 85 batches failed: could not be validated; such as batch batch_1",
            ],
            RunCauses.Of(
                With(
                    report,
                    batches =>
                        batches with
                        {
                            Examples = [Batch("could not be validated"), Batch("could not be validated")],
                        }
                )
            )
        );
    }

    [Fact]
    public void BatchesThatFailedForDifferentReasons_SayTheMostFrequentAsAnExample()
    {
        var report = With(
            Report(),
            batches =>
                batches with
                {
                    ByOutcome = ByOutcome(completed: 0, failed: 3),
                    Examples = [Batch("no credit"), Batch("row 17 is wrong"), Batch("row 4 is wrong")],
                }
        );

        Assert.Equal(["3 of 3 batches failed, such as batch batch_1: row 17 is wrong"], RunCauses.Of(report));
    }

    [Fact]
    public void DefectsThatFollowFromOthers_AreNoCause()
    {
        var defects = new long[ResultDefects.Count];
        var following = new long[ResultDefects.Count];
        var defective = new long[ResultDefects.Count];
        (defects[(int)ResultDefect.Missing], defective[(int)ResultDefect.Missing]) = (6, 4);
        (defects[(int)ResultDefect.CountsDisagree], following[(int)ResultDefect.CountsDisagree]) = (4, 4);
        var report = With(
            Report(),
            batches =>
                batches with
                {
                    Results = ResultSummary.Empty with
                    {
                        CheckedBatches = 85,
                        Defects = defects,
                        Following = following,
                        DefectiveBatches = defective,
                    },
                }
        );

        Assert.Equal(["6 rows missing in 4 of 85 batches"], RunCauses.Of(report));
    }

    [Fact]
    public void FailedRows_SayWhyMostDid()
    {
        var report = With(
            Report(),
            batches =>
                batches with
                {
                    Results = ResultSummary.Empty with
                    {
                        FoundRows = 1_000,
                        FailedRows = 27,
                        RowErrors = [new("402 NoCredit", "Please add credits.", 25), new("500", null, 2)],
                    },
                }
        );

        Assert.Equal(
            ["27 of 1,000 rows failed (2.70%), most with 402 NoCredit: Please add credits."],
            RunCauses.Of(report)
        );
    }

    [Fact]
    public void MoreThanTheFirstScreenHolds_AreSummedUp()
    {
        var report = Report([
            .. Enumerable
                .Range(0, 12)
                .Select(number => Failure(Step.Upload, $"http_{500 + number}", 12 - number, 1, 62, "")),
        ]);

        var causes = RunCauses.Of(report);

        Assert.Equal(RunCauses.Most, causes.Count);
        Assert.StartsWith("500 ×12 ", causes[0], StringComparison.Ordinal);
        Assert.Equal("and 5 more, below", causes[^1]);
    }

    [Fact]
    public void NothingWrong_NoCause_AndNoneIsShownOfARunThatPassed()
    {
        Assert.Empty(RunCauses.Of(Report()));

        var few = Report(Failure(Step.Upload, "http_500", 1, 1, 1, "no")) with { Thresholds = [], ExitCode = 0 };
        Assert.Single(RunCauses.Of(few));
        Assert.Empty(RunCauses.Of(few, RunVerdict.Of(few)));
    }

    private static RunReport Report(params FailureSummary[] failures)
    {
        var final = SampleRun.Report.Final;
        return SampleRun.Report with
        {
            Final = final with
            {
                Failures = failures,
                Batches = SampleRun.NothingYet.Batches with { Created = 85, ByOutcome = ByOutcome(85, 0) },
            },
        };
    }

    private static RunReport With(RunReport report, Func<BatchSummary, BatchSummary> change) =>
        report with
        {
            Final = report.Final with { Batches = change(report.Final.Batches) },
        };

    private static long[] ByOutcome(long completed, long failed)
    {
        var counts = new long[BatchOutcomes.Count];
        (counts[(int)BatchOutcome.Completed], counts[(int)BatchOutcome.Failed]) = (completed, failed);
        return counts;
    }

    private static BatchRecord Batch(string detail) =>
        new()
        {
            BatchId = "batch_1",
            User = 1,
            Outcome = BatchOutcome.Failed,
            LastStatus = "failed",
            Turnaround = TimeSpan.FromSeconds(1),
            Polls = 1,
            Detail = detail,
        };

    private static FailureSummary Failure(Step step, string kind, long count, int first, int last, string words) =>
        new(new StepNames()[step], kind, count, TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(last), words);
}
