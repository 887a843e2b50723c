using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Thresholds;

public sealed class ThresholdEvaluatorTests
{
    private static readonly MetricCatalogue Catalogue = new();
    private readonly StatisticsCollector collector = new(
        new StepNames(),
        RunClock.StartNow(TimeProvider.System),
        () => new LoadState(1)
    );

    [Theory]
    [InlineData("max < 100ms", false)]
    [InlineData("max <= 100ms", true)]
    [InlineData("max > 100ms", false)]
    [InlineData("max >= 100ms", true)]
    [InlineData("max == 100ms", true)]
    [InlineData("max != 100ms", false)]
    [InlineData("max < 101ms", true)]
    [InlineData("max > 99ms", true)]
    public void Evaluate_AtTheBoundary_FollowsTheOperator(string text, bool passes)
    {
        collector.Add(Measure.Of(milliseconds: 100));

        Assert.Equal(passes, Judge(text).Passed);
        Assert.Equal("100 ms", Judge(text).ActualText);
    }

    [Fact]
    public void Evaluate_EveryMetricWithoutData_NoneButCountsOfNothingHasAValue()
    {
        var results = ThresholdEvaluator.Evaluate(
            Catalogue.Names.Select(name => new Threshold(
                name,
                "test",
                Catalogue.Find(name)!,
                ThresholdOperator.LessOrEqual,
                Limit: 1
            )),
            Snapshot()
        );

        // How many there were is known also when there were none.
        Assert.All(
            results.Where(result => result.Verdict != ThresholdVerdict.NoData),
            result =>
                Assert.Matches(@"requests$|^batches\.created$|^batches\.completed$|^batches\.seen_to_end$", result.Text)
        );
        Assert.All(
            results.Where(result => result.Verdict == ThresholdVerdict.NoData),
            result => Assert.False(result.Passed)
        );
        Assert.Equal("no data", results.Single(result => result.Text == "p95").ActualText);
    }

    [Fact]
    public void Evaluate_StepWithoutRequests_FailsAlthoughOthersHaveSome()
    {
        collector.Add(Measure.Of(Step.Upload));

        Assert.True(Judge("upload.p95 < 1s").Passed);
        Assert.Equal(ThresholdVerdict.NoData, Judge("poll.p95 < 1s").Verdict);
        Assert.Equal(ThresholdVerdict.NoData, Judge("poll.error_rate < 1%").Verdict);
        Assert.Equal(ThresholdVerdict.NoData, Judge("poll.failures < 1").Verdict);
        Assert.Equal(ThresholdVerdict.NoData, Judge("batch.turnaround.p95 < 1h").Verdict);
    }

    [Fact]
    public void Evaluate_OnlyInterruptedRequests_IsNoData()
    {
        collector.Add(Measure.Of(Step.Upload, Outcome.Interrupted, status: 0));

        Assert.Equal(ThresholdVerdict.NoData, Judge("error_rate < 1%").Verdict);
        Assert.Equal(ThresholdVerdict.NoData, Judge("upload.p95 < 1s").Verdict);
    }

    [Fact]
    public void Evaluate_BatchesThatFailedWhileRequestsSucceeded_AreSeen()
    {
        collector.Add(Measure.Of());
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch(BatchOutcome.Failed));

        Assert.True(Judge("error_rate <= 1%").Passed);
        Assert.False(Judge("batches.error_rate <= 1%").Passed);
        Assert.Equal("100 %", Judge("batches.error_rate <= 1%").ActualText);
        Assert.True(Judge("batches.failed == 1").Passed);
        Assert.True(Judge("batches.lost == 0").Passed);
        Assert.True(Judge("batch.turnaround.p95 <= 1m").Passed);
    }

    [Fact]
    public void Standard_SeedLimits_PassAtTheLimitAndFailAboveIt()
    {
        var thresholds = new DefaultThresholds(Catalogue)
            .All(
                new DefaultLimits
                {
                    P95 = TimeSpan.FromMilliseconds(1000),
                    P95Source = "P95_THRESHOLD_MS",
                    ErrorRate = 0.01,
                    BatchErrorRate = 0.01,
                    ErrorRateSource = "ERROR_RATE_THRESHOLD",
                    BatchErrorRateSource = "ERROR_RATE_THRESHOLD",
                }
            )
            .Where(threshold => !threshold.IsDefault)
            .ToList();
        Add(count: 99, Outcome.Success);
        Add(count: 1, Outcome.HttpStatus);
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch());

        Assert.All(ThresholdEvaluator.Evaluate(thresholds, Snapshot()), result => Assert.True(result.Passed));
        Assert.Equal(
            ["p95 <= 1000ms", "error_rate <= 1%", "batches.error_rate <= 1%"],
            thresholds.Select(threshold => threshold.Text),
            StringComparer.Ordinal
        );

        Add(count: 1, Outcome.HttpStatus);
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch(BatchOutcome.Expired));

        Assert.Equal(
            [ThresholdVerdict.Passed, ThresholdVerdict.Failed, ThresholdVerdict.Failed],
            ThresholdEvaluator.Evaluate(thresholds, Snapshot()).Select(result => result.Verdict)
        );
    }

    [Fact]
    public void Evaluate_Rates_ReferToTheWholeRun()
    {
        Add(count: 25, Outcome.Success);

        Assert.True(Judge("rps >= 2.5").Passed);
        Assert.Equal("2.5/s", Judge("rps >= 2.5").ActualText);
        Assert.True(Judge("requests == 25").Passed);
    }

    private void Add(int count, Outcome outcome)
    {
        for (var i = 0; i < count; i++)
        {
            collector.Add(Measure.Of(outcome: outcome, status: outcome == Outcome.Success ? 200 : 500));
        }
    }

    private ThresholdResult Judge(string text)
    {
        Assert.True(new ThresholdParser(Catalogue).TryParse(text, "test", out var threshold, out var problem), problem);
        return Assert.Single(ThresholdEvaluator.Evaluate([threshold], Snapshot()));
    }

    private RunSnapshot Snapshot() => collector.Snapshot(TimeSpan.FromSeconds(10));
}
