using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Patterns;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Reporting.Patterns;

public sealed class RunPatternsTests
{
    [Theory]
    [InlineData(20, 24, 40, true)]
    // From the beginning, to the end, over half of the run, or a handful: no restart in between.
    [InlineData(1, 4, 40, false)]
    [InlineData(57, 61, 40, false)]
    [InlineData(10, 45, 40, false)]
    [InlineData(20, 24, 3, false)]
    public void AllFailuresWithinOneStretch_LookLikeARestart(int first, int last, long count, bool fits)
    {
        var report = Quiet with
        {
            Final = Quiet.Final with
            {
                Failures =
                [
                    new(
                        new StepNames()[Step.Poll],
                        "http_503",
                        count,
                        TimeSpan.FromSeconds(first),
                        TimeSpan.FromSeconds(last),
                        ""
                    ),
                ],
            },
        };

        Assert.Equal(
            fits
                ?
                [
                    $"all {count} failures lie within 4.00 s (03:04:25 to 03:04:29), with none before and after: a restart or "
                        + "a deployment looks like this",
                ]
                : [],
            RunPatterns.Of(report)
        );
    }

    [Theory]
    [InlineData("p95 <= 1s", true)]
    [InlineData("create.p99 < 20ms", false)]
    [InlineData("p95_by_time <= 1s", true)]
    [InlineData("error_rate <= 1%", false)]
    [InlineData("batch.turnaround.p95 <= 1s", false)]
    public void ALatencyThresholdMissed_NamesTheSlowestSteps(string threshold, bool fits)
    {
        var report = Quiet with { Thresholds = [new(threshold, "--threshold", 1, "1", ThresholdVerdict.Failed)] };

        Assert.Equal(
            fits
                ?
                [
                    "slowest steps: output (p50 120 ms, p95 216 ms, 92.4% of it waiting for the first byte), upload (p50 42 ms, "
                        + "p95 76 ms); all steps together p50 12 ms, p95 22 ms",
                ]
                : [],
            RunPatterns.Of(report)
        );
    }

    [Fact]
    public void AllStepsAboutAsSlow_AreSaidToBeSo()
    {
        var report = Quiet with
        {
            Thresholds = [new("p95 <= 1s", "--threshold", 1, "1", ThresholdVerdict.Failed)],
            Final = Quiet.Final with
            {
                Steps =
                [
                    SampleRun.Figures(Step.Upload, 100, 0, 700),
                    SampleRun.Figures(Step.Verify, 100, 0, 690),
                    SampleRun.Figures(Step.Create, 100, 0, 650),
                    SampleRun.Figures(Step.Poll, 100, 0, 610),
                ],
            },
        };

        Assert.StartsWith(
            "all steps are about as slow, the slowest upload (p50 700 ms, p95 1.26 s), verify (",
            Assert.Single(RunPatterns.Of(report)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(4, 5, true)]
    [InlineData(1, 2, false)]
    [InlineData(4, 20, false)]
    public void MostOfTheTurnaroundBehindTheEnd_IsOurOwnWait(int lag, int turnaround, bool fits)
    {
        var report = Quiet with
        {
            Final = Quiet.Final with
            {
                Batches = Quiet.Final.Batches with { ObservationLag = Times(lag), Turnaround = Times(turnaround) },
            },
        };

        var patterns = RunPatterns.Of(report);

        Assert.Equal(fits ? 1 : 0, patterns.Count);
        Assert.All(
            patterns,
            words => Assert.Contains($"{lag} of {turnaround}.00 s (medians)", words, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(1, 61, 1_200, true)]
    // A handful, less than a hundredth, and a disturbance that began late or passed.
    [InlineData(1, 61, 19, false)]
    [InlineData(1, 61, 150, false)]
    [InlineData(20, 61, 1_200, false)]
    [InlineData(1, 40, 1_200, false)]
    public void RefusalsByALimit_FromBeginningToEnd_AreALimiter(int first, int last, long count, bool fits)
    {
        var report = Refused(Refusal.RateLimit, count, first, last);

        Assert.Equal(
            fits
                ? ["a rate limiter: it refused 6.25% of requests from beginning to end; 289 requests/s passed it"]
                : [],
            RunPatterns.Of(report)
        );
    }

    [Fact]
    public void LimiterWhoseWaitsOutlastTheLoad_IsOneAllTheSame()
    {
        var report = Refused(Refusal.RateLimit, 1_200, 1, 19);

        Assert.Empty(RunPatterns.Of(report));

        var load = report.Ending.Load with { LoadTime = TimeSpan.FromSeconds(20) };
        Assert.StartsWith(
            "a rate limiter: ",
            Assert.Single(RunPatterns.Of(report with { Ending = report.Ending with { Load = load } })),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void StepAskedOnce_IsNoneOfTheSlowest()
    {
        var report = Quiet with
        {
            Thresholds = [new("p95 <= 1s", "--threshold", 1, "1", ThresholdVerdict.Failed)],
            Final = Quiet.Final with
            {
                Steps =
                [
                    SampleRun.Figures(Step.Key, 1, 0, 2_000),
                    SampleRun.Figures(Step.Upload, 100, 0, 700),
                    SampleRun.Figures(Step.Poll, 100, 0, 3),
                ],
            },
        };

        Assert.StartsWith("slowest steps: upload (", Assert.Single(RunPatterns.Of(report)), StringComparison.Ordinal);
    }

    [Fact]
    public void CreatesRefusedForLackOfCapacity_AreAFullService()
    {
        Assert.Equal(
            [
                "the service is full: it refused 305 of 1,220 creates (25.0%) for lack of capacity for the completion window; "
                    + "fewer batches at one time, or a longer window, is what it can take",
            ],
            RunPatterns.Of(Refused(Refusal.Capacity, 305, 1, 61))
        );
        Assert.Empty(RunPatterns.Of(Refused(Refusal.Capacity, 2, 1, 61)));
    }

    private static RunReport Refused(Refusal refusal, long count, int first, int last)
    {
        var refused = new long[Enum.GetValues<Refusal>().Length];
        refused[(int)refusal] = count;
        var final = Quiet.Final;
        return Quiet with
        {
            Final = final with
            {
                Total = final.Total with { Refused = refused },
                Steps =
                [
                    .. final.Steps.Select(step =>
                        step.Step!.Step == Step.Create ? step with { Refused = refused } : step
                    ),
                ],
                Failures =
                [
                    new(
                        new StepNames()[Step.Create],
                        "http_429",
                        count,
                        TimeSpan.FromSeconds(first),
                        TimeSpan.FromSeconds(last),
                        ""
                    ),
                ],
            },
        };
    }

    private static RunReport Quiet =>
        SampleRun.Report with
        {
            Thresholds = [],
            Final = SampleRun.Report.Final with { Failures = [] },
        };

    private static LatencySummary Times(int seconds) =>
        LatencySummary.Empty with
        {
            Count = 10,
            P50 = TimeSpan.FromSeconds(seconds),
        };
}
