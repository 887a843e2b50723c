using System.Text.Json;
using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Page.Live;
using BatchLoadTest.Recording;
using BatchLoadTest.Runs;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;
using BatchLoadTest.Views;

namespace BatchLoadTest.Tests.Page;

/// <summary>What all open pages are sent of the figures.</summary>
public sealed class LiveMessagesTests
{
    private readonly LiveMessages messages = new();
    private readonly LiveFigures figures = new(SampleRun.Report.Run);

    [Fact]
    public void SameMoment_IsWrittenOnceForAllPages()
    {
        var first = messages.Of(Run(), 0, 0);

        Assert.NotNull(first);
        Assert.Same(first, messages.Of(Run(), 0, 0));
        Assert.NotSame(first, messages.Of(Run() with { State = "stopping" }, 0, 0));
    }

    [Fact]
    public void RunThatGoesOn_HasNoVerdictYet()
    {
        using var json = JsonDocument.Parse(messages.Of(Run(), 0, 0)!.Json);

        Assert.Contains("RUNNING", json.RootElement.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("so far 1 of 3 thresholds not met", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void WarmUp_SaysWhatIsLeftOfIt()
    {
        var phase = SampleRun.Running with { State = RunState.WarmingUp, WarmUpLeft = TimeSpan.FromSeconds(75) };

        var verdict = VerdictOf(Moment with { Phase = phase });

        Assert.Equal("WARMING UP: 1:15 left, nothing counts yet", verdict);
    }

    [Fact]
    public void Search_SaysItsBoundsSoFarAndTheLevelOfNow()
    {
        var level = new CapacityLevel(
            new LevelOrder(8, LevelPurpose.Raise, 1, 0),
            new LevelDecision(LevelVerdict.Passed, "all confirmed")
        );
        var capacity = new CapacityReport(
            "batches/s",
            10,
            new CapacityResult(CapacityEnding.Unfinished, 8, null) { IsLowerConfirmed = true, Levels = [level] }
        )
        {
            Current = new LevelInProgress(2, new LevelOrder(16, LevelPurpose.Raise, 1, 0), LevelPhase.Settling, 72),
        };
        var report = SampleRun.Report;

        var verdict = VerdictOf(
            Moment with
            {
                Report = report with { Ending = report.Ending with { Capacity = capacity } },
            }
        );

        Assert.Equal(
            "SEARCHING: so far at least 8 batches/s; level 2, 16 batches/s (raised): settling, the load is on and nothing "
                + "counts yet; 1:12 in all",
            verdict
        );
    }

    [Theory]
    [InlineData("batches.seen_to_end > 0", ThresholdVerdict.Failed, "so far 1 of 2 thresholds met, 1 not yet known")]
    [InlineData("p95 <= 1s", ThresholdVerdict.NoData, "so far 1 of 2 thresholds met, 1 not yet known")]
    [InlineData("p95 <= 1s", ThresholdVerdict.Failed, "so far 1 of 2 thresholds not met")]
    [InlineData("p95 <= 1s", ThresholdVerdict.Passed, "so far all 2 thresholds met")]
    public void WhatMayStillBeReached_IsNotMissedYet(string text, ThresholdVerdict verdict, string expected)
    {
        var met = new ThresholdResult("requests == 1", "default", 1, "1", ThresholdVerdict.Passed);
        var report = SampleRun.Report with { Thresholds = [met, met with { Text = text, Verdict = verdict }] };

        Assert.Equal($"RUNNING: {expected}", VerdictOf(Moment with { Report = report }));
    }

    [Fact]
    public void LoadThatAPersonChanged_IsSaidAsItIsNow()
    {
        var changed = Moment with { Wanted = new ClosedLoad(7, 2), Phase = SampleRun.Running with { UsersAsked = 7 } };

        using var json = JsonDocument.Parse(messages.Of(Run() with { Moment = changed }, 0, 0)!.Json);
        using var unchanged = JsonDocument.Parse(messages.Of(Run(), 0, 0)!.Json);

        Assert.Equal("7 users, 2 started per second", json.RootElement.GetProperty("load_now").GetString());
        Assert.Equal(7, json.RootElement.GetProperty("users_asked_now").GetInt32());
        Assert.False(unchanged.RootElement.TryGetProperty("load_now", out _));
    }

    [Fact]
    public void RunThatHasEnded_HasItsOwn()
    {
        var message = messages.Of(Run() with { Moment = null, Ended = SampleRun.Report }, 0, 0);

        using var json = JsonDocument.Parse(message!.Json);
        Assert.Contains("FAILED", json.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void RunThatDoesNotGoOn_IsNothing() => Assert.Null(messages.Of(Run() with { Moment = null }, 0, 0));

    private static readonly RunMoment Moment = new()
    {
        Report = SampleRun.Report,
        Phase = SampleRun.Running,
        Wanted = new ClosedLoad(100, 10),
    };

    private string VerdictOf(RunMoment moment)
    {
        using var json = JsonDocument.Parse(messages.Of(Run() with { Moment = moment }, 0, 0)!.Json);
        var verdict = json.RootElement.GetProperty("verdict");
        return $"{verdict.GetProperty("word")}: {verdict.GetProperty("reason")}";
    }

    private LiveRun Run() => new(figures, figures.Beginning, Moment, Ended: null, "running");
}
