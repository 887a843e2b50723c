using BatchLoadTest.Capacity.Inference;

namespace BatchLoadTest.Tests.Capacity.Inference;

/// <summary>What is found in series whose nature is known.</summary>
public sealed class SeriesTests(ITestOutputHelper output)
{
    [Fact]
    public void IndependentSamples_AllStay() => Assert.Equal(500, IndependentSamples.Of(Remembering(0, 500)).Count);

    // 0.9^22 is 0.1: so far apart they hardly know of each other.
    [Fact]
    public void SamplesThatFollowEachOther_AreThinned()
    {
        var kept = IndependentSamples.Of(Remembering(0.9, 6000));

        Assert.InRange(kept.Count, 6000 / 40, 6000 / 8);
    }

    [Fact]
    public void SamplesThatAreAllTheSame_AllStay() => Assert.Equal(50, IndependentSamples.Of(new double[50]).Count);

    [Fact]
    public void Mser5_CutsOffTheWarmingUp()
    {
        double[] warming = [.. Enumerable.Range(0, 50).Select(second => (double)second)];
        var series = warming.Concat(Remembering(0, 250).Select(value => 50 + value)).ToList();

        Assert.InRange(Mser5.WarmingUp(series)!.Value, 40, 60);
        Assert.True(Mser5.IsStationary(series));
    }

    [Fact]
    public void Mser5_ASeriesThatRises_IsNotStationary() =>
        Assert.False(Mser5.IsStationary([.. Enumerable.Range(0, 300).Select(second => (double)second)]));

    [Fact]
    public void Mser5_AShortSeries_SaysNothing()
    {
        Assert.Null(Mser5.WarmingUp(new double[49]));
        Assert.False(Mser5.IsStationary(new double[49]));
    }

    [Fact]
    public void Growth_OfABacklogThatRises_IsFoundWithItsInterval()
    {
        var growth = GrowthEstimate.Of(
            [.. Remembering(0, 600).Select((value, second) => value + (3.0 * second))],
            0.05
        )!;

        Assert.Equal(3, growth.Slope, 0.01);
        Assert.InRange(growth.Lower, 2.8, 3);
        Assert.InRange(growth.Upper, 3, 3.01);
    }

    // An idle queue was "0.01 (-11.06 to 11.08)": chance made neighbours alike in 40, 20 and 10 blocks, and ten blocks less
    // what a high correlation takes are hardly any.
    [Fact]
    public void Growth_OfAnIdleQueue_IsKnownAfterTwoMinutes()
    {
        var half = Enumerable
            .Range(1, 400)
            .Select(seed => GrowthEstimate.Of(InFlight(seed, 120), 0.05 / 20)!)
            .Select(growth => growth.Upper - growth.Slope)
            .Order()
            .ToList();
        output.WriteLine($"p50 {half[200]:0.###}, p90 {half[360]:0.###}, p99 {half[396]:0.###}, most {half[^1]:0.###}");

        Assert.InRange(half[360], 0, 0.1);
        Assert.InRange(half[^1], 0, 1);
    }

    // 8 starts a second, each in flight for a second: the mean of the two ends of each second, as a run has it.
    private static List<double> InFlight(int seed, int seconds)
    {
        var random = new Random(seed);
        List<double> starts = [];
        for (var at = 0.0; at < seconds + 3; at -= Math.Log(1 - random.NextDouble()) / 8)
        {
            starts.Add(at);
        }

        double At(double now) => starts.Count(start => start <= now && start + 0.9 > now);
        return [.. Enumerable.Range(2, seconds).Select(second => (At(second) + At(second + 1)) / 2)];
    }

    // A pure walk has a slope by chance alone; the lower bound has to lie below 0 in 97.5 of 100.
    [Fact]
    public void Growth_OfAWalk_IsNotCondemned()
    {
        var condemned = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var at = 0.0;
            var walk = Enumerable.Range(0, 400).Select(_ => at += random.NextDouble() - 0.5).ToList();
            condemned += GrowthEstimate.Of(walk, 0.05)!.Lower > 0 ? 1 : 0;
        }

        Assert.InRange(condemned, 0, 20);
    }

    [Fact]
    public void Growth_OfFewSeconds_IsNotKnown() => Assert.Null(GrowthEstimate.Of(new double[19], 0.05));

    [Fact]
    public void CompletedShare_OfAServiceThatIsNeverIdle_IsExact()
    {
        var share = CompletedShare.Of([.. Enumerable.Repeat(90.0, 100)], 100, 10, 0.05)!;

        Assert.Equal(0.9, share.Value, 12);
        // One batch of ten rows in 10,000.
        Assert.Equal(0.899, share.Lower, 12);
        Assert.Equal(0.901, share.Upper, 12);
    }

    [Fact]
    public void CompletedShare_OfNothingOffered_IsNotKnown() =>
        Assert.Null(CompletedShare.Of(new double[100], 0, 10, 0.05));

    [Theory]
    [InlineData(10.9, 10, 1, true)]
    [InlineData(9.1, 10, 1, true)]
    [InlineData(11.3, 10, 1, false)]
    [InlineData(8.8, 10, 1, false)]
    [InlineData(0, 0, 1, true)]
    public void LittlesLaw_HoldsWithinATenth(double inFlight, double perSecond, double seconds, bool holds) =>
        Assert.Equal(holds, new LittlesLaw(inFlight, perSecond, seconds).Holds);

    private static List<double> Remembering(double memory, int count)
    {
        var random = new Random(7);
        var at = 0.0;
        return [.. Enumerable.Range(0, count).Select(_ => at = (memory * at) + random.NextDouble() - 0.5)];
    }
}
