using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Tests.Capacity.Inference;

public sealed class BinomialBoundsTests
{
    // R: pbinom(2, 10, 0.3), 1 - pbinom(2, 10, 0.3).
    [Fact]
    public void Tails_AreThoseOfTheBinomial()
    {
        Assert.Equal(0.3827828, BinomialBounds.AtMost(2, 10, 0.3), 6);
        Assert.Equal(0.6172172, BinomialBounds.AtLeast(3, 10, 0.3), 6);
        Assert.Equal(1, BinomialBounds.AtLeast(0, 10, 0.3));
        Assert.Equal(1, BinomialBounds.AtMost(10, 10, 0.3));
    }

    // R: binom.test(2, 10)$conf.int is 0.02521073 to 0.55609546.
    [Fact]
    public void Interval_IsThatOfClopperAndPearson()
    {
        var interval = BinomialBounds.Interval(2, 10, 0.025);

        Assert.Equal(0.2, interval.Value, 12);
        Assert.Equal(0.0252107, interval.Lower, 6);
        Assert.Equal(0.55609546, interval.Upper, 6);
    }

    // 1 - 0.05^(1/29): just what a p90 needs.
    [Fact]
    public void NoneOver_BoundsTheShareNevertheless()
    {
        var interval = BinomialBounds.Interval(0, 29, 0.05);

        Assert.Equal(0, interval.Lower);
        Assert.Equal(1 - Math.Pow(0.05, 1.0 / 29), interval.Upper, 9);
    }

    [Fact]
    public void AllOver_BoundsTheShareFromBelow()
    {
        var interval = BinomialBounds.Interval(5, 5, 0.05);

        Assert.Equal(Math.Pow(0.05, 0.2), interval.Lower, 9);
        Assert.Equal(1, interval.Upper);
    }

    [Fact]
    public void WithoutSamples_AnythingIsPossible() =>
        Assert.Equal(new ShareInterval(0, 0, 1), BinomialBounds.Interval(0, 0, 0.05));
}
