using BatchLoadTest.Comparison;
using BatchLoadTest.Comparison.Sampling;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Comparison.Sampling;

public sealed class BlocksTests
{
    private static readonly ComparedMetric Rate = new("total", "requests/s", FigureKind.Rate);
    private static readonly ComparedMetric Share = new("total", "error rate", FigureKind.Share);

    [Theory]
    [InlineData(20, 100, 100, 20)]
    [InlineData(20, 600, 600, 20)]
    [InlineData(20, 601, 601, 21)]
    [InlineData(100, 90_000, 90_000, 3_000)]
    // The longer run's blocks are those of the shorter one,
    [InlineData(20, 60_000, 1_200, 40)]
    [InlineData(20, 60_000, 0, 30)]
    // unless it is longer beyond measure.
    [InlineData(20, 10_000_000, 1_200, 5_000)]
    public void BlockSize_IsWhatAFigureNeeds_OrAThirtiethOfTheShorterRun(
        int least,
        long own,
        long fewest,
        long expected
    ) => Assert.Equal(expected, BlockSize.Of(least, own, fewest));

    [Fact]
    public void TimeBlocks_EachHoldWhatTheirPercentileNeeds()
    {
        // 5 a second: a median after 2 seconds, a p95 after 4, a p99 after 20.
        var figures = Times(seconds: 100, perSecond: 5, fewest: 300);

        Assert.Equal([50, 25, 5], figures.Select(figure => figure.Blocks.Count));
    }

    [Fact]
    public void TimeBlocks_OfALongRun_AreThirtyAtMost() =>
        Assert.All(Times(seconds: 600, perSecond: 20), figure => Assert.InRange(figure.Blocks.Count, 28, 30));

    [Fact]
    public void TimeBlocks_TellOfTheirOwnSecondsAndOfAll()
    {
        var blocks = new TimeBlocks(200, 200);
        for (var second = 0; second < 10; second++)
        {
            blocks.Add(Histogram(20, milliseconds: second < 8 ? 10 : 50));
            blocks.EndOfSecond();
        }

        var figures = blocks.Figures("upload");
        Assert.Equal(["upload p50", "upload p95", "upload p99"], figures.Select(figure => figure.Metric.Title));
        Assert.Equal([10, 10, 10, 10, 10, 10, 10, 10, 50, 50], figures[0].Blocks.Select(block => Math.Round(block)));
        Assert.Equal([10, 50, 50], figures.Select(figure => Math.Round(figure.Whole!.Value)));
        Assert.Equal([10, 50], figures[2].Blocks.Select(block => Math.Round(block)));
    }

    [Fact]
    public void TimeBlocks_LeaveNothingOutOfTheWhole()
    {
        // Too few for any block.
        var blocks = new TimeBlocks(3, 3);
        blocks.Add(TimeSpan.FromMilliseconds(7));
        blocks.Add(TimeSpan.FromMilliseconds(8));
        blocks.Add(TimeSpan.FromMilliseconds(9));

        var figures = blocks.Figures("upload");
        Assert.All(figures, figure => Assert.Empty(figure.Blocks));
        Assert.Equal([8, 9, 9], figures.Select(figure => Math.Round(figure.Whole!.Value)));
    }

    [Fact]
    public void TimeBlocks_WithoutAnyTime_HaveNoFigure() =>
        Assert.All(new TimeBlocks(0, 0).Figures("upload"), figure => Assert.Null(figure.Whole));

    [Fact]
    public void RatioBlocks_AreSharesOfTheirOwnCounts()
    {
        var blocks = new RatioBlocks(40, 40);
        blocks.Add(1, 5);
        blocks.Add(1, 5);
        blocks.Add(0, 20);
        blocks.Add(3, 5);

        var figure = blocks.Figure(Share);
        Assert.Equal([0.2, 0], figure.Blocks);
        Assert.Equal(5 / 35.0, figure.Whole);
    }

    [Fact]
    public void RatioBlocks_OfRows_HoldSoManyBatches_AndAreWeighedByRows()
    {
        var blocks = new RatioBlocks(20, 20);
        for (var batch = 0; batch < 20; batch++)
        {
            // Half of a batch of four, none of one of a hundred.
            blocks.Add(batch % 2 == 0 ? 2 : 0, batch % 2 == 0 ? 4 : 100, samples: 1);
        }

        var figure = blocks.Figure(Share);
        Assert.Equal([10 / 520.0, 10 / 520.0], figure.Blocks);
        Assert.Equal(20 / 1040.0, figure.Whole);
    }

    [Fact]
    public void RateBlocks_CountSecondsWithoutARecord()
    {
        // 20 seconds of 5 events: blocks of 2 seconds. Two seconds are absent.
        var blocks = new RateBlocks(new RunWindow(100, 119, new SampleCounts(RunTerms.None)), perSecond: 5);
        for (var second = 100; second < 120; second++)
        {
            if (second is not (104 or 105))
            {
                blocks.Add(second, 10);
            }
        }

        var figure = blocks.Figure(Rate);
        Assert.Equal([10, 10, 0, 10, 10, 10, 10, 10, 10, 10], figure.Blocks);
        Assert.Equal(9, figure.Whole);
    }

    [Fact]
    public void RateBlocks_PutSecondsLeftOverIntoTheLastBlock()
    {
        var blocks = new RateBlocks(new RunWindow(0, 6, new SampleCounts(RunTerms.None)), perSecond: 5);
        for (var second = 0; second < 7; second++)
        {
            blocks.Add(second, second == 6 ? 40 : 10);
        }

        Assert.Equal([10, 10, 20], blocks.Figure(Rate).Blocks);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(19, 0.001)]
    public void RateBlocks_OfTooFewEventsOrSeconds_AreTooFew(long last, double perSecond) =>
        Assert.True(
            new RateBlocks(new RunWindow(0, last, new SampleCounts(RunTerms.None)), perSecond).Figure(Rate).Blocks.Count
                < 8
        );

    private static IReadOnlyList<FigureSample> Times(int seconds, int perSecond, int fewest = int.MaxValue)
    {
        var all = seconds * perSecond;
        var blocks = new TimeBlocks(all, Math.Min(all, fewest));
        for (var second = 0; second < seconds; second++)
        {
            blocks.Add(Histogram(perSecond, 10));
            blocks.EndOfSecond();
        }

        return blocks.Figures("upload");
    }

    private static LatencyHistogram Histogram(int count, double milliseconds)
    {
        var histogram = new LatencyHistogram();
        for (var value = 0; value < count; value++)
        {
            histogram.Record(TimeSpan.FromMilliseconds(milliseconds));
        }

        return histogram;
    }
}
