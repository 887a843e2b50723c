using BatchLoadTest.Comparison;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Comparison;

public sealed class FailOnTests
{
    private static readonly RunComparison Slower = Compare(50, 60);

    [Theory]
    [InlineData(0, true)]
    [InlineData(0.15, true)]
    [InlineData(0.25, false)]
    public void IsMet_WhereARowIsWorseByAtLeastTheLimit(double limit, bool expected) =>
        Assert.Equal(expected, new FailOn(limit).IsMetBy(Slower));

    [Fact]
    public void Among_NamesTheRows() =>
        Assert.Equal(
            ["total p50", "total p95", "upload p50", "upload p95"],
            new FailOn(0.1).Among(Slower).Select(row => row.Metric.Title)
        );

    [Fact]
    public void IsNotMet_WhereRowsAreBetter() => Assert.False(new FailOn(0).IsMetBy(Compare(60, 50)));

    [Fact]
    public void IsNotMet_WithoutADifference() => Assert.False(new FailOn(0).IsMetBy(Compare(50, 50)));

    [Fact]
    public void IsMet_WhereARateFalls()
    {
        var half = Run(50, requests: 10);

        Assert.True(new FailOn(0.5).IsMetBy(RunComparison.Of(Run(50), half)));
        Assert.False(new FailOn(0.51).IsMetBy(RunComparison.Of(Run(50), half)));
    }

    [Fact]
    public void IsMet_WhereFailuresComeFromNothing_HoweverHighTheLimit() =>
        Assert.True(new FailOn(50).IsMetBy(RunComparison.Of(Run(50), Run(50, failed: 1))));

    [Fact]
    public void IsMet_WhereNothingCouldBeJudged()
    {
        var none = Run(50, requests: 0);

        Assert.True(new FailOn(0.1).IsMetBy(RunComparison.Of(none, none)));
    }

    [Theory]
    [InlineData(0, "worse")]
    [InlineData(0.1, "worse:10%")]
    [InlineData(0.125, "worse:12.5%")]
    public void ToString_IsWhatWasWritten(double limit, string text) =>
        Assert.Equal(text, new FailOn(limit).ToString());

    private static RunComparison Compare(double baseline, double newer) => RunComparison.Of(Run(baseline), Run(newer));

    private static BatchLoadTest.Recording.RecordedRun Run(double milliseconds, int requests = 20, int failed = 0) =>
        new ScriptedRun
        {
            Fill = (interval, _) => ScriptedRun.AddRequests(interval, Step.Upload, requests, milliseconds, failed),
        }.Record();
}
