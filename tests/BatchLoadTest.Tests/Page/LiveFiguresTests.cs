using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Page;

/// <summary>What the page shows of a run: since its start, or since a person set it back.</summary>
public sealed class LiveFiguresTests
{
    private readonly LiveFigures figures = new(SampleRun.Report.Run);
    private readonly RunStatistics wholeRun = new(new StepNames(), SampleRun.Report.Run.StartedAt);
    private readonly Interval interval = new();
    private int seconds;

    [Fact]
    public void BeforeTheFirstSecond_AllIsZero()
    {
        Assert.Equal(0, figures.Beginning.Figures.Total.Requests);
        Assert.Equal(SampleRun.Report.Run.StartedAt, figures.Beginning.At);
    }

    [Fact]
    public void WithoutAReset_TheWholeRunIsShown()
    {
        var shown = Second(3);

        Assert.Equal(3, shown.Figures.Total.Requests);
        Assert.Equal(3, shown.Counts.IterationsEnded);
        Assert.Equal(SampleRun.Report.Run.StartedAt.AddSeconds(1), shown.At);
    }

    [Fact]
    public void Reset_CountsFromTheNextSecondAndLeavesWhatTelemetryCounts()
    {
        Second(3);
        figures.Reset();
        Second(2);
        var shown = Second(0);

        Assert.Equal(2, shown.Figures.Total.Requests);
        Assert.Equal(2, shown.Recent.Count);
        Assert.Equal(5, shown.Counts.IterationsEnded);
        // The last second may still grow, and is no point yet.
        Assert.Equal(1, figures.WithHistory(ofWholeRun: false, history => history.Points));
        Assert.Equal(2, figures.WithHistory(ofWholeRun: true, history => history.Points));
    }

    // The flat stretch of the plan is from second 2 to 6 of the run, and not of what is counted since then.
    [Fact]
    public void Reset_InTheMiddleOfStages_LeavesNoSteadyPart()
    {
        var levels = Schedule.Of([
            new LoadStage(TimeSpan.FromSeconds(2), 0, 4),
            new LoadStage(TimeSpan.FromSeconds(4), 4, 4),
            new LoadStage(TimeSpan.FromSeconds(20), 4, 40),
        ]);
        var staged = new LiveFigures(
            SampleRun.Report.Run with
            {
                Plan = new LoadPlan { Profile = new StagedUsers(levels) },
            }
        );
        LiveSnapshot? shown = null;
        for (var second = 0; second < 12; second++)
        {
            if (second == 5)
            {
                staged.Reset();
            }

            interval.Clear(SimulatedRun.Start + second);
            staged.Add(interval);
            wholeRun.Add(interval);
            shown = staged.Publish(wholeRun.Snapshot(0, TimeSpan.FromSeconds(second + 1)));
        }

        Assert.True(shown!.Figures.Pace.IsWholeLoad);
    }

    [Fact]
    public void Recent_IsOfTenSeconds()
    {
        Second(7);
        for (var second = 0; second < 9; second++)
        {
            Second(0);
        }

        Assert.Equal(0, Second(0).Recent.Count);
    }

    private LiveSnapshot Second(int requests)
    {
        interval.Clear(SimulatedRun.Start + seconds);
        seconds++;
        interval.IterationsEnded = requests;
        for (var request = 0; request < requests; request++)
        {
            interval.Add(Measure.Of(Step.Poll), TimeSpan.FromSeconds(seconds));
        }

        figures.Add(interval);
        wholeRun.Add(interval);
        return figures.Publish(wholeRun.Snapshot(1, TimeSpan.FromSeconds(seconds)));
    }
}
