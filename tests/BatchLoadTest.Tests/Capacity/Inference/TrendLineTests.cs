using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Tests.Capacity.Inference;

public sealed class TrendLineTests
{
    // By hand: deviations of x -2 -1 0 1 2, of y -2.2 -0.2 -1.2 1.8 1.8 (y 1 3 2 5 5): products 10, squares 10, so 1;
    // residuals -0.2 0.8 -1.2 0.8 -0.2, squares 2.8, error sqrt(2.8 / 3 / 10).
    [Fact]
    public void SlopeAndError_AreThoseOfLeastSquares()
    {
        var line = new TrendLine([1, 3, 2, 5, 5], 1);

        Assert.Equal(1, line.Slope, 12);
        Assert.Equal(Math.Sqrt(2.8 / 3 / 10), line.PlainError, 12);
    }

    [Fact]
    public void LongerBlocks_MakeTheSameRiseSlower()
    {
        var line = new TrendLine([1, 3, 2, 5, 5], 60);

        Assert.Equal(1.0 / 60, line.Slope, 12);
        Assert.Equal(Math.Sqrt(2.8 / 3 / 10) / 60, line.PlainError, 12);
    }

    // Residuals that alternate are not correlated upwards: Student's t with 3 degrees of freedom, 3.1824.
    [Fact]
    public void HalfWidth_IsStudentsWhereResidualsAreIndependent() =>
        Assert.Equal(3.182446 * Math.Sqrt(2.8 / 3 / 10), new TrendLine([1, 3, 2, 5, 5], 1).HalfWidth(0.05), 5);

    [Fact]
    public void ResidualsThatFollowEachOther_WidenTheInterval()
    {
        double[] waves = [.. Enumerable.Range(0, 40).Select(block => Math.Sin(block * Math.PI / 10))];
        var line = new TrendLine(waves, 1);

        Assert.InRange(line.Correlation, 0.9, 1);
        Assert.True(line.HalfWidth(0.05) > 5 * line.PlainError);
    }

    // What the interval promises, at 10, 20 and 40 blocks of independent values.
    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void Interval_MissesAsOftenAsItSays(int blocks)
    {
        var random = new Random(blocks);
        var missed = Enumerable
            .Range(0, 2000)
            .Count(_ =>
            {
                var line = new TrendLine([.. Enumerable.Range(0, blocks).Select(_ => Normal(random))], 1);
                return Math.Abs(line.Slope) > line.HalfWidth(0.05);
            });

        Assert.InRange(missed / 2000.0, 0.01, 0.06);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
