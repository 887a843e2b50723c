using BatchLoadTest.Comparison.Sampling;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Comparison.Sampling;

public sealed class WindowScanTests
{
    [Fact]
    public void Steady_IsFromTheSecondAfterTheLastUserCame_ToTheLastFullSecondOfTheLoad()
    {
        // Starts at 0.3 s with a user each second; all ten are there at the end of second 9; the load ends at 20.5 s,
        // within second 20; the users leave until second 22.
        var scan = Scan(
            new ScriptedRun
            {
                Seconds = 25,
                Start = 0.3,
                LoadSeconds = 20.2,
                Fill = (interval, second) =>
                {
                    interval.Users =
                        second < 9 ? second + 1
                        : second <= 20 ? 10
                        : 22 - Math.Min(22, second);
                    OneUpload(interval);
                },
            }
        );

        Assert.Equal((10, 19), Of(scan.Steady));
        Assert.Equal(10, scan.Steady.Counts.Of(Step.Upload));
        Assert.Equal((1, 19), Of(scan.Load));
        Assert.Equal(19, scan.Load.Counts.Total);
        Assert.Equal(25, scan.Everything.Counts.Total);
    }

    [Fact]
    public void Steady_HoldsASecondInWhichAUserWasMissing_ButEndsWithTheLastFullOne()
    {
        var scan = Scan(
            new ScriptedRun
            {
                Fill = (interval, second) =>
                {
                    interval.Users = second is 7 or > 15 ? 9 : 10;
                    OneUpload(interval);
                },
            }
        );

        Assert.Equal((1, 15), Of(scan.Steady));
        Assert.Equal(15, scan.Steady.Counts.Total);
    }

    [Fact]
    public void Steady_IsEmptyWhereThePeakIsOfAMoment() =>
        Assert.Equal(
            0,
            Scan(new ScriptedRun { Fill = (interval, second) => interval.Users = second == 5 ? 10 : 3 }).Steady.Seconds
        );

    [Fact]
    public void Steady_IsEmptyWithoutAUser() =>
        Assert.Equal(0, Scan(new ScriptedRun { PeakUsers = 0, Fill = (_, _) => { } }).Steady.Seconds);

    [Fact]
    public void Steady_IsEmptyWhereUsersComeAsTheyAreNeeded()
    {
        // Their peak is when the service is slowest.
        var run = new ScriptedRun
        {
            Facts = SampleRun.Report.Run with { Plan = new LoadPlan { Profile = new OtherLoad() } },
            Fill = (interval, _) => OneUpload(interval),
        };

        var scan = Scan(run);
        Assert.Equal((0, 20), (scan.Steady.Seconds, scan.Load.Seconds));
    }

    // The load begins at 0.3 s of its first second: stages of 5 s up, 8 s flat, 3 s up, 4 s flat.
    [Theory]
    [InlineData(null, 6, 12)]
    [InlineData(9.5, 6, 8)]
    [InlineData(4.0, 0, -1)]
    public void Steady_OfStages_IsTheLongestFlatOne_UntilSomebodyTookOver(double? changedAt, int first, int last)
    {
        var levels = Schedule.Of([
            new LoadStage(TimeSpan.FromSeconds(5), 0, 10),
            new LoadStage(TimeSpan.FromSeconds(8), 10, 10),
            new LoadStage(TimeSpan.FromSeconds(3), 10, 20),
            new LoadStage(TimeSpan.FromSeconds(4), 20, 20),
        ]);
        foreach (
            LoadProfile profile in new LoadProfile[]
            {
                new StagedUsers(levels),
                new ArrivalLoad(levels, ArrivalPattern.Even, 100),
            }
        )
        {
            var recorded = Of(profile).Record();
            var scan = WindowScan.Of(
                recorded with
                {
                    Ending = recorded.Ending with
                    {
                        Load = recorded.Ending.Load with
                        {
                            ChangedAt = changedAt is { } at ? TimeSpan.FromSeconds(at) : null,
                        },
                    },
                }
            );

            Assert.Equal(Math.Max(0, last - first + 1), scan.Steady.Seconds);
            Assert.Equal(Math.Max(0, last - first + 1), scan.Steady.Counts.Of(Step.Upload));
            if (last > first)
            {
                Assert.Equal((first, last), Of(scan.Steady));
            }
        }
    }

    [Fact]
    public void Steady_OfALevelThatGoesOnAfterTheStages_IsTheRestOfTheLoad() =>
        Assert.Equal(
            (6, 19),
            Of(
                WindowScan
                    .Of(Of(new StagedUsers(Schedule.Of([new LoadStage(TimeSpan.FromSeconds(5), 0, 10)]))).Record())
                    .Steady
            )
        );

    [Fact]
    public void Steady_OfARateAndOfBatchesInFlight_IsTheWholeLoad_WithoutWhatEndsAfterIt()
    {
        foreach (
            LoadProfile profile in new LoadProfile[]
            {
                new ArrivalLoad(Schedule.Constant(5), ArrivalPattern.Even, 100),
                new InFlightLoad(10, 100),
            }
        )
        {
            var scan = WindowScan.Of(Of(profile).Record());

            Assert.Equal((1, 19), Of(scan.Steady));
            Assert.Equal((19, 25), (scan.Steady.Counts.Total, scan.Everything.Counts.Total));
        }
    }

    // One batch of the warm-up is open until second 6.
    [Fact]
    public void Steady_BeginsAfterTheLastBatchOfTheWarmUp()
    {
        foreach (
            LoadProfile profile in new LoadProfile[]
            {
                new ArrivalLoad(Schedule.Constant(5), ArrivalPattern.Even, 100),
                new ClosedLoad(10, 100),
            }
        )
        {
            var scan = WindowScan.Of(
                new ScriptedRun
                {
                    Facts = SampleRun.Report.Run with
                    {
                        Plan = new LoadPlan { Profile = profile, WarmUp = TimeSpan.FromSeconds(1) },
                    },
                    Seconds = 25,
                    Start = 0.3,
                    LoadSeconds = 20,
                    Fill = (interval, second) =>
                    {
                        interval.Users = 10;
                        interval.WarmUp.BatchesCreated = second == 0 ? 1 : 0;
                        interval.WarmUp.BatchesEnded = second == 6 ? 1 : 0;
                        OneUpload(interval);
                    },
                }.Record()
            );

            Assert.Equal((7, 19), Of(scan.Steady));
            Assert.Equal((1, 19), Of(scan.Load));
        }
    }

    [Fact]
    public void Counts_OfBatches_AreThoseOfTheSummary()
    {
        var scan = Scan(
            new ScriptedRun
            {
                Seconds = 1,
                Fill = (interval, _) =>
                {
                    interval.BatchesEnded.Add(ScriptedRun.Batch(1));
                    interval.BatchesEnded.Add(ScriptedRun.Batch(1, BatchOutcome.Failed));
                    interval.BatchesEnded.Add(ScriptedRun.Batch(1, BatchOutcome.Lost));
                    interval.BatchesEnded.Add(ScriptedRun.Batch(1, BatchOutcome.TimedOut));
                    interval.BatchesEnded.Add(ScriptedRun.Batch(1, BatchOutcome.Unfinished));
                },
            }
        );

        var counts = scan.Everything.Counts;
        Assert.Equal(
            (4, 2, 2, 0, 5, 3),
            (counts.Ended, counts.Turnarounds, Of("running"), Of("queued"), Of("defective"), Of("attained"))
        );

        long Of(string name) =>
            counts.Ratios[BatchRatio.All.Index().Single(each => each.Item.Metric.Name == name).Index];
    }

    // Users come as they are needed.
    private static ScriptedRun Of(LoadProfile profile) =>
        new()
        {
            Facts = SampleRun.Report.Run with { Plan = new LoadPlan { Profile = profile } },
            Seconds = 25,
            Start = 0.3,
            LoadSeconds = 20,
            Fill = (interval, second) =>
            {
                interval.Users = second % 7;
                OneUpload(interval);
            },
        };

    private static void OneUpload(Interval interval) => ScriptedRun.AddRequests(interval, Step.Upload, 1, 10);

    private static WindowScan Scan(ScriptedRun run) => WindowScan.Of(run.Record());

    private static (long First, long Last) Of(RunWindow window) =>
        (window.First - ScriptedRun.First, window.Last - ScriptedRun.First);

    private sealed record OtherLoad : LoadProfile
    {
        public override int MostUsers => 1;
    }
}
