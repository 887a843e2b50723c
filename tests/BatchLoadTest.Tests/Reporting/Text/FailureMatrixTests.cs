using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Text;

public sealed class FailureMatrixTests
{
    [Fact]
    public void StepsAndKinds_AreWorstFirst_WithTotals()
    {
        var matrix = FailureMatrix.Of([
            SampleRun.Failure(Step.Create, "http_500", 3, ""),
            SampleRun.Failure(Step.Poll, "http_503", 20, ""),
            SampleRun.Failure(Step.Create, "http_503", 1, ""),
        ])!;

        Assert.Equal(["http_503", "http_500"], matrix.Kinds);
        Assert.Equal(["poll", "create"], matrix.Steps.Select(step => step.Step));
        Assert.Equal([20, 0], matrix.Steps[0].Counts);
        Assert.Equal([1, 3], matrix.Steps[1].Counts);
        Assert.Equal([21, 3], matrix.Totals);
        Assert.Equal(24, matrix.Total);
    }

    [Fact]
    public void KindsBeyondTheEighth_AreOthers()
    {
        var matrix = FailureMatrix.Of([
            .. Enumerable
                .Range(0, 11)
                .Select(kind => SampleRun.Failure(Step.Poll, $"http_{500 + kind}", 20 - kind, "")),
        ])!;

        Assert.Equal(9, matrix.Kinds.Count);
        Assert.Equal("others", matrix.Kinds[^1]);
        Assert.Equal(12 + 11 + 10, matrix.Totals[^1]);
    }

    [Fact]
    public void OneKindAtOneStep_IsNoTable()
    {
        Assert.Null(FailureMatrix.Of([]));
        Assert.Null(FailureMatrix.Of([SampleRun.Failure(Step.Poll, "http_503", 20, "slow down")]));
    }

    [Fact]
    public void OneKindAtSeveralSteps_IsATable() =>
        Assert.NotNull(
            FailureMatrix.Of([
                SampleRun.Failure(Step.Poll, "http_503", 20, ""),
                SampleRun.Failure(Step.Create, "http_503", 2, ""),
            ])
        );
}
