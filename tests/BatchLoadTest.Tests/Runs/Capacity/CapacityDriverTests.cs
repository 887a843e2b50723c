using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.MockServer.Options;
using BatchLoadTest.MockServer.Planning;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Runs.Capacity;
using BatchLoadTest.Settings;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Runs.Capacity;

/// <summary>The search as a run drives it, over the mock server's own service model.</summary>
public sealed class CapacityDriverTests
{
    private const long TenHours = 36_000;

    [Theory]
    [InlineData(20, 100, 20, 1)]
    [InlineData(20, 100, 20, 2)]
    [InlineData(5, 100, 5, 3)]
    public void AKnownRate_LiesBetweenTheBounds(int slots, int rowMilliseconds, double capacity, int seed)
    {
        var found = Search(
            new ServiceOptions { Slots = slots, RowTime = TimeSpan.FromMilliseconds(rowMilliseconds) },
            from: capacity / 5,
            seed
        );

        Assert.Equal((CapacityEnding.Found, true), (found.Result.Ending, found.Result.IsLowerConfirmed));
        Assert.True(found.Result.Contains(capacity), CapacitySentences.Answer(found));
        Assert.InRange(found.Result.Width!.Value, 0, 0.15);
    }

    [Fact]
    public void BatchedClaims_BindAtFourBatchesASecond()
    {
        var found = Search(
            new ServiceOptions { RowTime = TimeSpan.Zero, Claim = new ClaimPlan(4, 100, TimeSpan.FromSeconds(1)) },
            from: 1,
            seed: 4
        );

        Assert.True(found.Result.Contains(4), CapacitySentences.Answer(found));
        Assert.Equal(LevelVerdict.Unstable, found.Result.BrokeFirst!.Verdict);
    }

    // As the control layer is shipped, 4 batches and 100 rows a second for each model.
    [Theory]
    [InlineData("alternately", 10, 8, 11)]
    [InlineData("alternately", 10, 8, 12)]
    [InlineData("alternately", 10, 8, 13)]
    [InlineData("three to one", 10, 16.0 / 3, 14)]
    [InlineData("three to one", 10, 16.0 / 3, 15)]
    [InlineData("three to one", 10, 16.0 / 3, 16)]
    [InlineData("half of each batch", 60, 10.0 / 3, 17)]
    [InlineData("half of each batch", 60, 10.0 / 3, 18)]
    [InlineData("half of each batch", 60, 10.0 / 3, 19)]
    public void TwoModels_EachWithAClaimLoopOfItsOwn_AreFound(string how, int rows, double capacity, int seed)
    {
        var found = Search(
            new ServiceOptions { RowTime = TimeSpan.Zero, Claim = new ClaimPlan(4, 100, TimeSpan.FromSeconds(1)) },
            from: 1,
            seed,
            rows,
            number =>
                how switch
                {
                    "alternately" => [new($"model-{number % 2}", rows)],
                    "three to one" => [new(number % 4 == 0 ? "model-1" : "model-0", rows)],
                    _ => [new("model-0", rows / 2), new("model-1", rows / 2)],
                }
        );

        Assert.Equal((CapacityEnding.Found, true), (found.Result.Ending, found.Result.IsLowerConfirmed));
        Assert.True(found.Result.Contains(capacity), CapacitySentences.Answer(found));
        Assert.InRange(found.Result.Width!.Value, 0, 0.15);
        Assert.Equal(LevelVerdict.Unstable, found.Result.BrokeFirst!.Verdict);
    }

    // Four batches and a hundred rows a second: above 25 rows a batch the rows bind.
    [Theory]
    [InlineData(10, 4, 21)]
    [InlineData(10, 4, 22)]
    [InlineData(10, 4, 23)]
    [InlineData(100, 1, 24)]
    [InlineData(100, 1, 25)]
    [InlineData(100, 1, 26)]
    public void SizesOfBatches_MeetTheCeilingThatBinds(int rows, double capacity, int seed)
    {
        var found = Search(
            new ServiceOptions { RowTime = TimeSpan.Zero, Claim = new ClaimPlan(4, 100, TimeSpan.FromSeconds(1)) },
            from: capacity / 4,
            seed,
            rows
        );

        Assert.Equal((CapacityEnding.Found, true), (found.Result.Ending, found.Result.IsLowerConfirmed));
        Assert.True(found.Result.Contains(capacity), CapacitySentences.Answer(found));
        Assert.InRange(found.Result.Width!.Value, 0, 0.15);
    }

    [Fact]
    public void AThresholdOnTurnaround_BreaksBeforeTheBacklogGrows()
    {
        var parser = new ThresholdParser(new MetricCatalogue());
        Assert.True(parser.TryParse("batch.turnaround.p90 < 1500ms", "--threshold", out var threshold, out _));
        // A batch of 10 rows takes 1 s on one of 20 slots, and is seen half a second later on average.
        var found = Search(
            new ServiceOptions { Slots = 20, RowTime = TimeSpan.FromMilliseconds(100) },
            from: 4,
            seed: 5,
            thresholds: threshold
        );

        Assert.Equal(LevelVerdict.Failed, found.Result.BrokeFirst?.Verdict);
        Assert.Contains(
            "batch.turnaround.p90 < 1500ms is refuted",
            CapacitySentences.Answer(found),
            StringComparison.Ordinal
        );
    }

    // Ctrl-C, or the longest time.
    [Fact]
    public void AnEndInTheMiddleOfALevel_KeepsTheBounds_AndSaysWhatTheLevelGave()
    {
        var (driver, service) = Parts(
            new ServiceOptions { Slots = 20, RowTime = TimeSpan.FromMilliseconds(100) },
            from: 12,
            seed: 6
        );
        LevelPhase? phase = null;
        // 12 passes, and 24 is being measured.
        service.Run(
            driver,
            TenHours,
            () =>
                (phase = driver.Report.Current?.Phase) == LevelPhase.Measuring && driver.Report.Result.Levels.Count == 1
        );
        driver.Write(new Interval { IsStopping = true });

        Assert.Equal(LevelPhase.Measuring, phase);
        var found = driver.Report;
        Assert.Null(found.Current);
        Assert.Equal((CapacityEnding.Unfinished, 12), (found.Result.Ending, found.Result.Lower));
        Assert.Equal(
            [(12.0, LevelVerdict.Passed), (24, LevelVerdict.Undecided)],
            found.Result.Levels.Select(level => (level.Order.Load, level.Decision.Verdict))
        );
        Assert.StartsWith(
            "at least 12 batches/s (43,200 an hour); undecided at 24 batches/s",
            CapacitySentences.Answer(found),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Thresholds_ThatNoLevelCanJudge_AreNamed()
    {
        var parser = new ThresholdParser(new MetricCatalogue());
        var samples = new LevelSamples([
            .. new[]
            {
                "p95 < 1s",
                "create.p99 < 1s",
                "error_rate < 1%",
                "results.defects == 0",
                "rps > 5",
                "mean < 1s",
            }.Select(text => parser.TryParse(text, "--threshold", out var threshold, out _) ? threshold : null!),
        ]);

        Assert.Equal(
            ["p95 < 1s", "create.p99 < 1s", "error_rate < 1%", "results.defects == 0"],
            samples.Thresholds.Select(each => each.Text)
        );
        Assert.Equal(["rps > 5", "mean < 1s"], samples.NotJudged);
    }

    private static CapacityReport Search(
        ServiceOptions options,
        double from,
        int seed,
        int rows = 10,
        Func<long, IReadOnlyList<ModelRows>>? models = null,
        params Threshold[] thresholds
    )
    {
        var (driver, service) = Parts(options, from, seed, rows, models, thresholds);
        service.Run(driver, TenHours);
        return driver.Report;
    }

    private static (CapacityDriver Driver, SimulatedService Service) Parts(
        ServiceOptions options,
        double from,
        int seed,
        int rows = 10,
        Func<long, IReadOnlyList<ModelRows>>? models = null,
        params Threshold[] thresholds
    )
    {
        var load = new LoadControl(new ArrivalLoad(Schedule.Constant(0), ArrivalPattern.Poisson, 100_000));
        var driver = new CapacityDriver(
            new CapacitySettings
            {
                OfUsers = false,
                Bounds = new CapacityBounds(from),
                LevelTime = TimeSpan.FromMinutes(1),
                Thresholds = thresholds,
            },
            load,
            rowsPerBatch: rows
        );
        return (driver, new SimulatedService(options, load, rows, seed, models));
    }
}
