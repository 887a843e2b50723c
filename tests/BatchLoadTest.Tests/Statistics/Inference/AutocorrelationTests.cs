using BatchLoadTest.Statistics.Inference;

namespace BatchLoadTest.Tests.Statistics.Inference;

public sealed class AutocorrelationTests
{
    // By hand: deviations -2 -1 0 1 2, products 2 + 0 + 0 + 2, squares 10. R's acf says 0.4 too.
    [Fact]
    public void OfARisingSeries() => Assert.Equal(0.4, Autocorrelation.AtLagOne([1, 2, 3, 4, 5]), 12);

    [Fact]
    public void OfASeriesThatAlternates_IsZero() => Assert.Equal(0, Autocorrelation.AtLagOne([1, 2, 1, 2, 1, 2, 1, 2]));

    [Fact]
    public void OfAConstant_IsZero() => Assert.Equal(0, Autocorrelation.AtLagOne([3, 3, 3, 3]));

    [Fact]
    public void OfALongRise_IsCapped() =>
        Assert.Equal(
            Autocorrelation.Highest,
            Autocorrelation.AtLagOne([.. Enumerable.Range(0, 1000).Select(n => (double)n)])
        );

    [Fact]
    public void OfAutoregressiveNoise_IsItsCoefficient()
    {
        var random = new Random(3);
        var values = new double[20_000];
        for (var index = 1; index < values.Length; index++)
        {
            values[index] = (0.6 * values[index - 1]) + random.NextDouble() - 0.5;
        }

        Assert.Equal(0.6, Autocorrelation.AtLagOne(values), 0.02);
    }
}
