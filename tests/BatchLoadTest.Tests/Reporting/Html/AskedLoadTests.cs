using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reporting.Html;

/// <summary>What the plan asked for in each second, as the charts draw it beside what was applied.</summary>
public sealed class AskedLoadTests
{
    private static readonly DateTimeOffset Start = SampleRun.Report.Run.StartedAt;
    private static readonly Schedule UpAndHold = Schedule.Of(
        [new LoadStage(TimeSpan.FromSeconds(4), 0, 8), new LoadStage(TimeSpan.FromSeconds(4), 8, 8)]
    );

    [Fact]
    public void Stages_AreAskedForAtTheEndOfEachSecond_AndNothingAfterThem()
    {
        var asked = Of(new StagedUsers(UpAndHold), loadTime: 8);

        Assert.Equal([2, 4, 6, 8, 8, 8, 8, 8, null, null], Users(asked, 10));
        Assert.False(asked.IsOpen);
        Assert.False(asked.IsOfStarts);
    }

    [Fact]
    public void Rates_AreTheMeanOfEachSecond()
    {
        var asked = Of(new ArrivalLoad(UpAndHold, ArrivalPattern.Even, 10), loadTime: 8);

        Assert.Equal([1, 3, 5, 7, 8], Enumerable.Range(0, 5).Select(at => asked.Starts(Start.AddSeconds(at), 1)));
        // A point that stands for four seconds.
        Assert.Equal(4, asked.Starts(Start, 4));
        Assert.True(asked.IsOpen);
        Assert.False(asked.IsOfUsers);
    }

    [Fact]
    public void WarmUp_IsBeforeAndShiftsNothing()
    {
        var asked = Of(new StagedUsers(UpAndHold), loadTime: 8, warmUp: 60);

        Assert.Equal([2, 4, 6, 8, 8], Users(asked, 5));
        Assert.Null(asked.Users(Start.AddSeconds(-10), 1));
    }

    [Fact]
    public void SecondsOfTheWallClock_BeginBeforeTheRunDoes()
    {
        // The run began 0.4 s after the second that its timeline begins with.
        var asked = Of(new StagedUsers(UpAndHold), loadTime: 8);

        Assert.Equal([1, 3, 5, 7, 8], Users(asked, 5, Start.AddSeconds(-0.4)));
    }

    [Theory]
    [InlineData(8, 2.5)]
    [InlineData(2.5, null)]
    public void NothingIsAskedFor_OnceAPersonSetAnotherLoadOrTheLoadEnded(double loadTime, double? changedAt)
    {
        var asked = Of(new StagedUsers(UpAndHold), loadTime, changedAt: changedAt);

        Assert.Equal([2, 4, 5, null, null], Users(asked, 5));
    }

    [Fact]
    public void Search_AsksByItself_AndNotByItsPlan()
    {
        var report = Report(
            new ArrivalLoad(Schedule.Constant(0), ArrivalPattern.Poisson, 10),
            loadTime: 8,
            warmUp: 0,
            changedAt: null
        );
        var asked = AskedLoad.Of(
            report with
            {
                Ending = report.Ending with
                {
                    Capacity = new CapacityReport(
                        "batches/s",
                        10,
                        new CapacityResult(CapacityEnding.Unfinished, null, null)
                    ),
                },
            }
        );

        Assert.True(asked.IsOpen);
        Assert.False(asked.IsOfStarts);
    }

    private static IEnumerable<double?> Users(AskedLoad asked, int seconds, DateTimeOffset? from = null) =>
        Enumerable.Range(0, seconds).Select(at => asked.Users((from ?? Start).AddSeconds(at), 1));

    private static AskedLoad Of(LoadProfile profile, double loadTime, double warmUp = 0, double? changedAt = null) =>
        AskedLoad.Of(Report(profile, loadTime, warmUp, changedAt));

    private static RunReport Report(LoadProfile profile, double loadTime, double warmUp, double? changedAt)
    {
        var report = SampleRun.Report;
        return report with
        {
            Run = report.Run with { Plan = new LoadPlan { Profile = profile, WarmUp = TimeSpan.FromSeconds(warmUp) } },
            Ending = report.Ending with
            {
                Load = report.Ending.Load with
                {
                    LoadTime = TimeSpan.FromSeconds(loadTime),
                    ChangedAt = changedAt is { } at ? TimeSpan.FromSeconds(at) : null,
                },
            },
        };
    }
}
