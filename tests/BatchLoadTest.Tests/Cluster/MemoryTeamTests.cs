using BatchLoadTest.Cluster.Messages;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Team;

namespace BatchLoadTest.Tests.Cluster;

/// <summary>A master and its workers with all that is theirs but the network and the service, in fake time.</summary>
public sealed class MemoryTeamTests
{
    private static readonly string[] NineUsers = ["--users", "9", "--spawn-rate", "30", "--wait", "0s"];

    [Fact]
    public async Task Stopped_EverythingThatWasBegunIsCountedOnce()
    {
        await using var team = await MemoryTeam.StartAsync("a,b,c", NineUsers);
        await team.AdvanceUntilAsync(() => team.Seconds.Values.Any(second => second.Users == 9), "all users run");
        await team.AdvanceAsync(5);

        team.Stop();
        await team.AdvanceUntilAsync(() => team.Load.IsCompleted, "the end");

        var load = await team.Load;
        Assert.Equal(Started(team, "a", "b", "c"), load.Started);
        Assert.Equal((load.Started, 0L), (load.Completed, load.Interrupted));
        Assert.Empty(team.Run.Notices());
        Assert.DoesNotContain(team.Seconds.Values, second => second.IsDoubtful);
    }

    [Fact]
    public async Task Lost_TheOthersHaveItsUsers_AndTheSecondsBetweenAreDoubtful()
    {
        await using var team = await MemoryTeam.StartAsync("a,b,c", NineUsers);
        await team.AdvanceAsync(5);
        Assert.Equal((3, 3, 3), (team["a"].Users, team["b"].Users, team["c"].Users));
        var last = team.Seconds.Keys.Max();

        team["b"].Freeze();
        await team.AdvanceUntilAsync(() => team.Run.LostWorkers == 1, "the loss");
        await team.AdvanceUntilAsync(() => team["a"].Users + team["c"].Users == 9, "all users run again");
        await team.AdvanceAsync(5);

        var doubtful = team.Seconds.Where(second => second.Value.IsDoubtful).Select(second => second.Key).ToList();
        Assert.Equal(Enumerable.Range((int)last + 1, doubtful.Count).Select(second => (long)second), doubtful);
        Assert.InRange(doubtful.Count, 4, 7);
        Assert.Equal(9, team.Seconds.Values.Last().Users);
        Assert.StartsWith(
            "worker b was lost with 3 users",
            Assert.Single(team.Run.Notices()),
            StringComparison.Ordinal
        );
        Assert.Equal(
            ["run-w2"],
            team.Run.LostParts.Select(part => part[part.LastIndexOf("run-", StringComparison.Ordinal)..])
        );
    }

    [Fact]
    public async Task Lost_AllOfThem_TheOneThatComesHasTheirUsers()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", NineUsers);
        await team.AdvanceAsync(5);

        team["a"].Freeze();
        team["b"].Freeze();
        await team.AdvanceUntilAsync(() => team.Run.LostWorkers == 2, "the losses");
        await team.AdvanceAsync(5);
        Assert.False(team.Load.IsCompleted);
        team.Add("c");
        await team.AdvanceUntilAsync(() => team["c"].Users == 9, "it has all users");
        await team.AdvanceAsync(3);

        Assert.Contains(
            team.Run.Notices(),
            notice => notice.StartsWith("no worker was left from ", StringComparison.Ordinal)
        );
        Assert.Equal(9, team.Seconds.Values.Last().Users);
        Assert.False(team.Seconds.Values.Last().IsDoubtful);
    }

    [Fact]
    public async Task Lost_AllOfThem_NobodyComes_TheLoadEnds()
    {
        await using var team = await MemoryTeam.StartAsync("a", NineUsers);
        await team.AdvanceAsync(3);

        team["a"].Freeze();
        await team.AdvanceUntilAsync(() => team.Load.IsCompleted, "the end");

        Assert.InRange(team.Seconds.Count, 3, 10);
        Assert.Equal(1, team.Run.LostWorkers);
    }

    [Fact]
    public async Task StandsStillForThreeSeconds_NothingIsLost()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", NineUsers);
        await team.AdvanceAsync(4);

        team["a"].Freeze();
        await team.AdvanceAsync(3);
        team["a"].Thaw(team.Now);
        await team.AdvanceUntilAsync(() => team["a"].Link.Acknowledged == team["a"].Journal.Count, "it has caught up");
        await team.AdvanceAsync(3);

        Assert.Equal(0, team.Run.LostWorkers);
        Assert.Equal(9, team["a"].Users + team["b"].Users);
        await AssertWholeAsync(team, "a", "b");
    }

    [Fact]
    public async Task AnswersAreLost_ASecondThatIsSentAgainIsTakenOnce()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", NineUsers);
        await team.AdvanceAsync(4);

        for (var round = 0; round < 3; round++)
        {
            team["b"].Link.LosesAnswers = true;
            await team.AdvanceAsync(2);
            team["b"].Link.LosesAnswers = false;
            await team.AdvanceAsync(2);
        }

        await AssertWholeAsync(team, "a", "b");
    }

    [Fact]
    public async Task Late_HasItsShareOnceItIsFree()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", NineUsers);
        await team.AdvanceAsync(4);

        team.Add("c");
        await team.AdvanceUntilAsync(() => team["c"].Users == 3, "it has a third of the users");
        await team.AdvanceAsync(3);

        Assert.Equal(9, team["a"].Users + team["b"].Users + team["c"].Users);
        Assert.Equal(9, team.Seconds.Values.Last().Users);
        await AssertWholeAsync(team, "a", "b", "c");
    }

    [Fact]
    public async Task ArrivalRate_AWorkerIsLost_TheOtherHasTheWholeRate()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", "--arrival-rate", "10/s", "--arrivals", "even");
        await team.AdvanceAsync(6);

        team["a"].Freeze();
        await team.AdvanceUntilAsync(() => team.Run.LostWorkers == 1, "the loss");
        await team.AdvanceAsync(8);

        Assert.Equal(10, team.Seconds[4].Started);
        Assert.InRange(team.Seconds[8].Started, 3, 7);
        Assert.True(team.Seconds[8].IsDoubtful);
        Assert.Equal(10, team.Seconds.Values.SkipLast(1).Last().Started);
    }

    // The network between it and its master is gone; the service it still reaches.
    [Fact]
    public async Task CutOff_StartsNothing_RemovesNothing_AndIsInNoFigureAfterThat()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", NineUsers);
        await team.AdvanceAsync(4);
        Assert.Null(await team["a"].LeavesCleanUpAsync());

        team["a"].Link.Cut();
        await team.AdvanceAsync(12);

        Assert.Equal(9, team["b"].Users);
        await team.AdvanceUntilAsync(() => team["a"].Users == 0, "it starts nothing any more");
        Assert.Matches(
            @"^nothing was heard of it for \d+ s, others may have them by now$",
            await team["a"].LeavesCleanUpAsync()
        );
        team["a"].Link.Restore();
        Assert.Equal("", await team["a"].LeavesCleanUpAsync());
        await team.AdvanceAsync(3);
        // Sent again and again, it is one second all the same.
        Assert.Contains(
            team.Run.Notices(),
            notice => notice.StartsWith("1 seconds came of workers", StringComparison.Ordinal)
        );
        Assert.Equal(9, team.Seconds.Values.Max(second => second.Users));
    }

    // It came back when another master had given its part to others.
    [Fact]
    public async Task OthersHaveItsPart_ItEnds_AndRemovesNothing()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", NineUsers);
        await team.AdvanceAsync(4);

        await team["a"]
            .Link.TellAsync(
                new Lease
                {
                    Epoch = long.MaxValue,
                    RunId = team.Run.Order.RunId,
                    StartAt = team.StartAt,
                    Profile = ProfileText.Write(new ClosedLoad(9, 30)),
                    Part = LoadPart.Nothing,
                    Drain = true,
                    Interrupt = true,
                    IsTakenOver = true,
                }
            );
        await team.AdvanceUntilAsync(() => team["a"].Users == 0, "it has ended");

        Assert.Equal("", await team["a"].LeavesCleanUpAsync());
        Assert.Null(await team["b"].LeavesCleanUpAsync());
    }

    [Fact]
    public async Task MasterHasEnded_AWorkerRemovesWhatIsItsOwn()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", NineUsers);
        await team.AdvanceAsync(4);

        team.Cluster.IsGone = true;
        team["a"].Link.Cut();
        team["b"].Link.Cut();
        await team.AdvanceAsync(12);

        await team.AdvanceUntilAsync(() => team["a"].Users + team["b"].Users == 0, "they start nothing any more");
        Assert.Null(await team["a"].LeavesCleanUpAsync());
    }

    // With one user for two workers, one of them has nothing to do and sees no end of its own.
    [Fact]
    public async Task Iterations_FewerUsersThanWorkers_AllAreDone_AndTheRunEnds()
    {
        await using var team = await MemoryTeam.StartAsync("a,b", "--users", "1", "--iterations", "6", "--wait", "0s");

        await team.AdvanceUntilAsync(() => team.Load.IsCompleted, "the end");

        Assert.Equal(6, (await team.Load).Completed);
    }

    // What it begins the others have given up; what they began before they heard of it is theirs.
    [Theory]
    [InlineData("--users", "9", "--spawn-rate", "30", "--wait", "0s")]
    [InlineData("--arrival-rate", "9/s")]
    [InlineData("--in-flight", "9")]
    public async Task Iterations_AWorkerComesLate_HasItsShareOfThem_AndNoneIsLostOrDoneTwice(params string[] load)
    {
        await using var team = await MemoryTeam.StartAsync("a,b", [.. load, "--iterations", "150"]);
        await team.AdvanceAsync(5);

        team.Add("c");
        await team.AdvanceUntilAsync(() => team.Load.IsCompleted, "the end");

        Assert.Equal(150, (await team.Load).Completed);
        Assert.Equal(150, team["a"].Started + team["b"].Started + team["c"].Started);
        Assert.Equal(150, team.Seconds.Values.Sum(second => second.Started));
        Assert.InRange(team["c"].Started, 20, 50);
        Assert.DoesNotContain(team.Seconds.Values, second => second.IsDoubtful);
    }

    [Fact]
    public async Task Iterations_AWorkerIsLost_TheOtherBeginsWhatItHasNot_AlsoWhereItHadDoneItsOwn()
    {
        await using var team = await MemoryTeam.StartAsync(
            "a,b",
            "--users",
            "4",
            "--spawn-rate",
            "30",
            "--wait",
            "0s",
            "--iterations",
            "16"
        );
        await team.AdvanceAsync(3);

        // By the time that it is known, the other one has begun all that it was given.
        team["a"].Freeze();
        await team.AdvanceUntilAsync(() => team.Load.IsCompleted, "the end");

        var load = await team.Load;
        Assert.Equal((16, 16), (load.Started, team.Seconds.Values.Sum(second => second.Started)));
        Assert.Equal(2, load.Interrupted);
    }

    // As long as the last iterations take, whoever began them: it is no stop.
    [Fact]
    public async Task Iterations_TheLoadLastsUntilTheLastHasEnded()
    {
        await using var team = await MemoryTeam.StartAsync(
            "a,b",
            "--users",
            "2",
            "--spawn-rate",
            "30",
            "--wait",
            "0s",
            "--iterations",
            "8"
        );

        await team.AdvanceUntilAsync(() => team.Load.IsCompleted, "the end");

        var load = await team.Load;
        Assert.InRange(load.LoadTime.TotalSeconds, 4, 5);
        Assert.Equal((TimeSpan.Zero, 8L), (load.StopTime, load.Completed));
    }

    private static long Started(MemoryTeam team, params string[] names) =>
        names.Sum(name => team[name].Journal.Sum(second => second.Started));

    private static async Task AssertWholeAsync(MemoryTeam team, params string[] names)
    {
        await team.AdvanceUntilAsync(
            () => names.All(name => team[name].Link.Acknowledged == team[name].Journal.Count),
            "everything has arrived"
        );
        foreach (var second in team.Seconds.Keys)
        {
            var at = team.StartAt.ToUnixTimeSeconds() + second;
            Assert.Equal(
                names.Sum(name => team[name].Journal.Where(each => each.Second == at).Sum(each => each.Started)),
                team.Seconds[second].Started
            );
        }
    }
}
