using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Thresholds;

public sealed class DefaultThresholdsTests
{
    private static readonly MetricCatalogue Catalogue = new();
    private readonly StatisticsCollector collector = new(
        new StepNames(),
        RunClock.StartNow(TimeProvider.System),
        () => new LoadState(1)
    );

    [Fact]
    public void Default_WithoutItsSample_DoesNotApplyAndFailsNothing()
    {
        Add(Step.Upload, count: 19, milliseconds: 5_000);

        var p95 = Judge("p95");

        Assert.Equal((ThresholdVerdict.DoesNotApply, false, false), (p95.Verdict, p95.Passed, p95.IsMissed));
        // What there is, is shown all the same.
        Assert.Equal("5000 ms, too few", p95.ActualText);
        Assert.Equal(ThresholdVerdict.DoesNotApply, Judge("batches.error_rate").Verdict);
        Assert.Equal("no data", Judge("batches.error_rate").ActualText);
    }

    [Fact]
    public void Default_FromTwentyRequestsOn_IsJudged()
    {
        Add(Step.Upload, count: 20, milliseconds: 5_000);

        Assert.Equal(ThresholdVerdict.Failed, Judge("p95").Verdict);
    }

    [Fact]
    public void APersonsThreshold_WithTheSameSample_IsJudged()
    {
        Add(Step.Upload, count: 1, milliseconds: 5_000);
        var own = Own("p95 <= 1s");
        var other = Own("batches.error_rate <= 1%");

        Assert.Equal(
            [ThresholdVerdict.Failed, ThresholdVerdict.NoData],
            ThresholdEvaluator.Evaluate([own, other], Snapshot()).Select(result => result.Verdict)
        );
    }

    [Fact]
    public void NoRequest_IsNoPass()
    {
        Assert.Equal(ThresholdVerdict.Failed, Judge("requests").Verdict);
    }

    [Fact]
    public void SeenToEnd_WhileTheFirstBatchIsUnderWay_DoesNotApply()
    {
        Assert.Equal(ThresholdVerdict.Failed, Judge("batches.seen_to_end").Verdict);

        collector.BatchCreated(10);

        Assert.Equal(ThresholdVerdict.DoesNotApply, Judge("batches.seen_to_end").Verdict);
    }

    [Theory]
    [InlineData(BatchOutcome.Completed, ThresholdVerdict.Passed)]
    [InlineData(BatchOutcome.Failed, ThresholdVerdict.Passed)]
    [InlineData(BatchOutcome.Expired, ThresholdVerdict.Passed)]
    [InlineData(BatchOutcome.Cancelled, ThresholdVerdict.Passed)]
    [InlineData(BatchOutcome.TimedOut, ThresholdVerdict.Failed)]
    [InlineData(BatchOutcome.PollsExhausted, ThresholdVerdict.Failed)]
    [InlineData(BatchOutcome.Unfinished, ThresholdVerdict.Failed)]
    public void SeenToEnd_GivenUpOrCutOff_IsNoEnd(BatchOutcome outcome, ThresholdVerdict verdict)
    {
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch(outcome) with { NotAwaited = !outcome.IsSeenToEnd() });

        Assert.Equal(verdict, Judge("batches.seen_to_end").Verdict);
    }

    [Theory]
    [InlineData(1, ThresholdVerdict.Passed)]
    [InlineData(2, ThresholdVerdict.Failed)]
    public void StepErrorRate_AStepThatFailsAmongManyPolls_IsSeen(int failures, ThresholdVerdict verdict)
    {
        Add(Step.Poll, count: 2_000);
        Add(Step.Output, count: 20 - failures);
        Add(Step.Output, count: failures, outcome: Outcome.TruncatedBody);

        Assert.Equal(ThresholdVerdict.Passed, Judge("error_rate").Verdict);
        Assert.Equal((failures / 20.0, verdict), (Judge("step.error_rate").Actual, Judge("step.error_rate").Verdict));
    }

    [Fact]
    public void StepErrorRate_FewerThanTwentyRequests_DoesNotApply()
    {
        Add(Step.Output, count: 19, outcome: Outcome.TruncatedBody);

        Assert.Equal(ThresholdVerdict.DoesNotApply, Judge("step.error_rate").Verdict);
    }

    [Theory]
    [InlineData(0.01, "step.error_rate <= 5%")]
    [InlineData(0.2, "step.error_rate <= 20%")]
    public void StepErrorRate_ErrorRateLimit_IsTheLargerOne(double limit, string text)
    {
        Assert.Contains(text, Defaults(new() { ErrorRate = limit }).Select(threshold => threshold.Text));
    }

    [Fact]
    public void ErrorRateOff_NoShareOfFailuresIsJudged()
    {
        Assert.DoesNotContain(
            Defaults(new() { ErrorRate = null }),
            threshold => threshold.Metric.Name.EndsWith("error_rate", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void WithoutSuccess_TwoOutputFilesOfTwoBrokenOff_AreSeen()
    {
        Add(Step.Poll, count: 341);
        Add(Step.Output, count: 2, outcome: Outcome.TruncatedBody);

        Assert.Equal(
            (1.0, ThresholdVerdict.Failed),
            (Judge("step.without_success").Actual, Judge("step.without_success").Verdict)
        );
    }

    [Fact]
    public void WithoutSuccess_OnlyInterrupted_IsLeftOut()
    {
        Add(Step.Poll, count: 3);
        Add(Step.Output, count: 2, outcome: Outcome.Interrupted);

        Assert.Equal(ThresholdVerdict.Passed, Judge("step.without_success").Verdict);
    }

    [Fact]
    public void WithoutSuccess_OnlyExcusedAnswers_IsSeen()
    {
        Add(Step.Upload, count: 2, outcome: Outcome.KeyPending);

        Assert.Equal(ThresholdVerdict.Failed, Judge("step.without_success").Verdict);
    }

    private ThresholdResult Judge(string metric) =>
        ThresholdEvaluator
            .Evaluate(
                Defaults(
                        new()
                        {
                            P95 = TimeSpan.FromSeconds(1),
                            ErrorRate = 0.01,
                            BatchErrorRate = 0.01,
                            ChecksResults = true,
                            ChecksRows = true,
                        }
                    )
                    .Where(threshold => threshold.Metric.Name == metric),
                Snapshot()
            )
            .Single();

    private static IEnumerable<Threshold> Defaults(DefaultLimits limits) =>
        new DefaultThresholds(Catalogue).All(limits);

    private static Threshold Own(string text)
    {
        Assert.True(new ThresholdParser(Catalogue).TryParse(text, "--threshold", out var threshold, out _));
        return threshold;
    }

    private void Add(Step step, int count, double milliseconds = 1, Outcome outcome = Outcome.Success)
    {
        for (var request = 0; request < count; request++)
        {
            collector.Add(Measure.Of(step, outcome, milliseconds: milliseconds));
        }
    }

    private RunSnapshot Snapshot() => collector.Snapshot(TimeSpan.FromSeconds(10));
}
