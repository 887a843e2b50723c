using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;

namespace BatchLoadTest.Tests.Capacity.Search;

/// <summary>Whole searches over services whose capacity is known.</summary>
public sealed class SimulatedCapacityTests(ITestOutputHelper output)
{
    public static TheoryData<double, int, double, int> Rates =>
        [
            .. new[] { 1, 2, 3 }.SelectMany(seed =>
                new[] { (20.0, 4, 1.0, seed), (5.0, 4, 1.0, seed), (0.5, 1, 0.1, seed) }
            ),
        ];

    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Rates))]
    public void AKnownRate_IsFound(double capacity, int slots, double from, int seed) =>
        Finds(new QueueShape(capacity, slots), seed, from);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FourBatchesClaimedEachSecond_AreFound(int seed) => Finds(new QueueShape(20, 4) { Claim = 4 }, seed);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AServiceThatSlowsWithItsQueue_IsKnownByWhatItTakesThen(int seed) =>
        Finds(new QueueShape(10, 4) { SlowestFactor = 1.25, FullQueue = 4 }, seed);

    // Before the first failure, in the middle of the search, and while its answer is confirmed.
    [Theory]
    [InlineData(700, 1)]
    [InlineData(700, 2)]
    [InlineData(700, 3)]
    [InlineData(1500, 1)]
    [InlineData(1500, 2)]
    [InlineData(1500, 3)]
    [InlineData(2000, 1)]
    [InlineData(2000, 2)]
    [InlineData(2000, 3)]
    public void ACapacityThatHalves_IsTheLaterOne_OrItIsSaid(double second, int seed)
    {
        var result = Search(new QueueShape(20, 4) { HalvesAt = second }, seed, 1);

        Assert.True(result.Contains(10));
        Assert.True(
            result is { Ending: CapacityEnding.Found, IsLowerConfirmed: true, Width: <= 0.15 }
                || (
                    result is { Ending: CapacityEnding.CapacityChanged, Lost: not null }
                    && result.Text("batches/s").EndsWith("the service may have changed", StringComparison.Ordinal)
                )
        );
    }

    // A p90 of turnaround breaks long before the backlog grows.
    [Fact]
    public void AThreshold_BreaksFirst()
    {
        var result = Search(new QueueShape(20, 4), 7, 1, LevelThreshold.OfPercentile("p90 <= 0.3 s", 0.9, 0.3));

        Assert.Equal(CapacityEnding.Found, result.Ending);
        Assert.InRange(result.Upper!.Value, 15, 18);
        Assert.Equal(LevelVerdict.Failed, result.BrokeFirst!.Verdict);
        Assert.StartsWith("p90 <= 0.3 s is refuted", result.BrokeFirst.Reason, StringComparison.Ordinal);
    }

    private void Finds(QueueShape shape, int seed, double from = 1)
    {
        var result = Search(shape, seed, from);

        Assert.Equal((CapacityEnding.Found, true), (result.Ending, result.IsLowerConfirmed));
        Assert.True(result.Contains(shape.TrueCapacity(0)), result.Text("batches/s"));
        Assert.InRange(result.Width!.Value, 0, 0.15);
        // Counts and times agree wherever the backlog did not grow.
        Assert.All(
            result.Levels.Where(level => level.Decision.Verdict == LevelVerdict.Passed),
            level => Assert.True(level.Decision.Little!.Holds)
        );
    }

    private CapacityResult Search(QueueShape shape, int seed, double from, params LevelThreshold[] thresholds)
    {
        var (search, seconds) = SimulatedCapacity.Run(
            new SimulatedQueue(shape, seed),
            new CapacityBounds(from),
            60,
            thresholds
        );
        output.WriteLine(
            $"{shape}, seed {seed}: {search.Result.Ending}, {search.Result.Text("batches/s")}; "
                + $"{search.Levels.Count} levels, {seconds / 60} min"
        );
        return search.Result;
    }
}
