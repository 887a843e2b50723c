using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Statistics;

public sealed class HungRequestsTests
{
    private readonly Interval interval = new() { JudgedSteps = 0 };

    [Theory]
    // Nothing moved, and older than a second.
    [InlineData(1_500, 1_500, null, null, 1)]
    // Too young, or just about to be answered.
    [InlineData(900, 900, null, null, 0)]
    [InlineData(30_000, 900, null, null, 0)]
    // Its step has taken longer, and succeeded.
    [InlineData(5_000, 5_000, 6_000.0, null, 0)]
    [InlineData(7_000, 7_000, 6_000.0, null, 1)]
    // A person allows more, or less than what succeeded.
    [InlineData(5_000, 5_000, 100.0, 8.0, 0)]
    [InlineData(9_000, 9_000, 100.0, 8.0, 1)]
    [InlineData(5_000, 5_000, 6_000.0, 0.5, 0)]
    public void CutOffAtTheEnd_IsHungWhereItStoodStillForLongerThanUsual(
        double age,
        double idle,
        double? largestSuccess,
        double? limitSeconds,
        long hung
    )
    {
        if (largestSuccess is { } success)
        {
            interval.Add(Measure.Of(Step.Poll, milliseconds: success), default);
        }

        // Failed ones, and those of other steps, say nothing of what is usual.
        interval.Add(Measure.Of(Step.Poll, Outcome.TimedOut, 0, milliseconds: 60_000), default);
        interval.Add(Measure.Of(Step.Create, milliseconds: 60_000), default);
        interval.Add(
            Measure.Of(Step.Poll, Outcome.Interrupted, 0, milliseconds: age) with
            {
                Idle = TimeSpan.FromMilliseconds(idle),
            },
            default
        );
        var limits = limitSeconds is { } limit
            ? new StepLimits(new Dictionary<Step, TimeSpan> { [Step.Poll] = TimeSpan.FromSeconds(limit) })
            : StepLimits.None;

        var snapshot = Snapshot(limits);

        Assert.Equal(hung, snapshot.Total.Hung);
        Assert.Equal(hung, snapshot.Steps.Single(step => step.Step!.Step == Step.Poll).Hung);
        Assert.Equal((double)hung, new MetricCatalogue().Find("requests.hung")!.Read(snapshot));
    }

    [Fact]
    public void Hung_OfAnOlderJournal_IsNoData()
    {
        interval.JudgedSteps = null;
        interval.Add(Measure.Of(Step.Poll), default);

        Assert.Null(new MetricCatalogue().Find("requests.hung")!.Read(Snapshot(StepLimits.None)));
    }

    [Fact]
    public void Hung_WithoutAnyRequest_IsNoData() =>
        Assert.Null(new MetricCatalogue().Find("requests.hung")!.Read(Snapshot(StepLimits.None)));

    [Fact]
    public void StepLimits_AreTheLowestUpperLimitOfTheStepsOwnP95()
    {
        var parser = new ThresholdParser(new MetricCatalogue());
        string[] texts = ["poll.p95 < 2s", "poll.p95 <= 500ms", "p95 < 1s", "create.p99 < 1s", "upload.p95 > 1s"];
        var limits = StepLimitsReader.Read(
            texts.Select(text => parser.TryParse(text, "test", out var threshold, out _) ? threshold : null!)
        );

        Assert.Equal(TimeSpan.FromMilliseconds(500), limits[Step.Poll]);
        Assert.All(Enum.GetValues<Step>().Where(step => step != Step.Poll), step => Assert.Null(limits[step]));
    }

    private RunSnapshot Snapshot(StepLimits limits)
    {
        var statistics = new RunStatistics(new StepNames(), DateTimeOffset.UnixEpoch, new RunTerms { Limits = limits });
        statistics.Add(interval);
        return statistics.Snapshot(0, TimeSpan.FromSeconds(30));
    }
}
