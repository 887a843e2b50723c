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
            fits ? ["slowest steps: output (p95 216 ms), upload (p95 76 ms); all steps together p95 22 ms"] : [],
            RunPatterns.Of(report)
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
