using BatchLoadTest.Comparison.Inference;

namespace BatchLoadTest.Tests.Comparison.Inference;

public sealed class EstimateTests
{
    [Fact]
    public void WithTooFewBlocks_ThereIsNone() => Assert.Null(Estimate.Of([1, 2, 1, 2, 1, 2, 1]));

    // Alternating, hence no autocorrelation: squares of 0.5 eight times, over 7, over 8 blocks.
    [Fact]
    public void OfIndependentBlocks_IsTheMethodOfBatchMeans()
    {
        var estimate = Estimate.Of([1, 2, 1, 2, 1, 2, 1, 2])!;

        Assert.Equal(1.5, estimate.Value);
        Assert.Equal(8 * 0.25 / 7 / 8, estimate.Variance, 12);
        Assert.Equal(7, estimate.DegreesOfFreedom, 12);
    }

    [Fact]
    public void BlocksThatResembleTheirNeighbours_TellLess()
    {
        double[] drifting = [1, 1, 1, 1, 2, 2, 2, 2];
        double[] shuffled = [1, 2, 1, 2, 1, 2, 1, 2];

        // By hand: deviations ±0.5, products 0.25 x (3 - 1 + 3), squares 2, so r = 0.625.
        var estimate = Estimate.Of(drifting)!;
        var independent = 8 * (1 - 0.625) / (1 + 0.625);
        Assert.Equal(8 * 0.25 / 7 / 2, estimate.Variance, 12);
        Assert.Equal(1, estimate.DegreesOfFreedom, 12);
        Assert.True(independent < 2, "two are the fewest that a variance can be known from");
        Assert.True(estimate.Variance > 3 * Estimate.Of(shuffled)!.Variance);
    }

    [Fact]
    public void Coverage_OfAutocorrelatedBlocks_IsNearTheConfidence()
    {
        // 1000 pairs of like series of 20 blocks that each keep 0.4 of the one before: taken for independent, the
        // test finds a difference in more than twice as many.
        var random = new Random(5);
        var found = 0;
        for (var pair = 0; pair < 1000; pair++)
        {
            found += new WelchTest(Series(random), Series(random)).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(found / 1000.0, 0.02, 0.09);
    }

    private static Estimate Series(Random random)
    {
        var values = new double[20];
        var last = 0.0;
        for (var index = -20; index < values.Length; index++)
        {
            last = (0.4 * last) + Enumerable.Range(0, 12).Sum(_ => random.NextDouble() - 0.5);
            if (index >= 0)
            {
                values[index] = last;
            }
        }

        return Estimate.Of(values)!;
    }
}
