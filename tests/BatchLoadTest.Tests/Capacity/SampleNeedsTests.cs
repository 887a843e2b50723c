using BatchLoadTest.Capacity;

namespace BatchLoadTest.Tests.Capacity;

public sealed class SampleNeedsTests
{
    [Theory]
    [InlineData(0.9, 0, 29)]
    [InlineData(0.9, 1, 46)]
    [InlineData(0.9, 2, 61)]
    [InlineData(0.9, 5, 103)]
    [InlineData(0.9, 10, 167)]
    [InlineData(0.95, 0, 59)]
    [InlineData(0.95, 1, 93)]
    [InlineData(0.95, 2, 124)]
    [InlineData(0.95, 5, 208)]
    [InlineData(0.95, 10, 336)]
    [InlineData(0.99, 0, 299)]
    [InlineData(0.99, 1, 473)]
    [InlineData(0.99, 2, 628)]
    [InlineData(0.99, 5, 1049)]
    [InlineData(0.99, 10, 1693)]
    public void APercentile_NeedsSoManySamples(double quantile, int over, int samples) =>
        Assert.Equal(samples, SampleNeeds.For(1 - quantile, 0.05, over));

    // 0.95^n <= 0.0025, by logarithm.
    [Fact]
    public void ASmallerAlpha_NeedsMore() => Assert.Equal(117, SampleNeeds.For(0.05, 0.0025));

    [Fact]
    public void ALowRate_NeedsLong() => Assert.Equal(590, SampleNeeds.SecondsFor(0.05, 0.05, 0.1), 9);

    [Theory]
    [InlineData(0, 0.05)]
    [InlineData(1, 0.05)]
    [InlineData(0.05, 0)]
    [InlineData(0.05, 1)]
    public void WhatIsNoShare_IsRefused(double allowed, double alpha) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SampleNeeds.For(allowed, alpha));
}
