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
            (4, 2, 2, 0, 5),
            (counts.Ended, counts.Turnarounds, counts.Running, counts.Queued, counts.Checked)
        );
    }

    private static void OneUpload(Interval interval) => ScriptedRun.AddRequests(interval, Step.Upload, 1, 10);

    private static WindowScan Scan(ScriptedRun run) => WindowScan.Of(run.Record());

    private static (long First, long Last) Of(RunWindow window) =>
        (window.First - ScriptedRun.First, window.Last - ScriptedRun.First);

    private sealed record OtherLoad : LoadProfile
    {
        public override int MostUsers => 1;
    }
}
