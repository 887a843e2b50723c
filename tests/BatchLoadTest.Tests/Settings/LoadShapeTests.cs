using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Tests.Settings;

/// <summary>Which load is asked for, and what may not stand beside it.</summary>
public sealed class LoadShapeTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Theory]
    [InlineData("5/s", 5)]
    [InlineData("5", 5)]
    [InlineData("90/m", 1.5)]
    [InlineData("900/h", 0.25)]
    [InlineData("0.5 / s", 0.5)]
    public async Task ArrivalRate_InAnyUnit(string text, double perSecond)
    {
        var load = (await line.RunAsync("--arrival-rate", text)).Load;

        Assert.Equal(
            new ArrivalLoad(Schedule.Constant(perSecond), ArrivalPattern.Poisson, ArrivalLoad.DefaultMaxUsers),
            load.Profile
        );
        Assert.Equal(WaitTime.None, load.Wait);
    }

    [Theory]
    [InlineData("0/s")]
    [InlineData("5/d")]
    [InlineData("five")]
    [InlineData("5/s/s")]
    [InlineData("2000000/s")]
    public async Task ArrivalRate_Wrong_SaysWhatIsAllowed(string text) =>
        Assert.Equal(
            $"--arrival-rate '{text}' from the command line: must be a rate above 0 such as 5/s, 90/m or 2.5/h, at most "
                + "1000000/s",
            await line.ErrorAsync("--arrival-rate", text)
        );

    [Fact]
    public async Task Stages_OfUsers_BringTheirOwnRunTime()
    {
        var load = (await line.RunAsync("--stages", "30s:10,2m:100,30s:0")).Load;

        var users = Assert.IsType<StagedUsers>(load.Profile).Users;
        Assert.Equal(
            [(30, 0.0, 10.0), (120, 10.0, 100.0), (30, 100.0, 0.0)],
            users.Stages.Select(stage => ((int)stage.Length.TotalSeconds, stage.From, stage.To))
        );
        Assert.Equal(TimeSpan.FromMinutes(3), load.RunTime);
    }

    [Fact]
    public async Task Stages_OfRates_AreAnOpenLoad_AndEqualsHolds()
    {
        var load = (await line.RunAsync("--stages", "2m:1/s,5m:=10/s,1m:0", "--max-users", "7")).Load;

        var arrivals = Assert.IsType<ArrivalLoad>(load.Profile);
        Assert.Equal(7, arrivals.MaxUsers);
        Assert.Equal(
            [(0.0, 1.0), (10.0, 10.0), (10.0, 0.0)],
            arrivals.Rate.Stages.Select(stage => (stage.From, stage.To))
        );
    }

    [Theory]
    [InlineData("30s:10,1m:5/s", "the stage '1m:5/s' mixes users and rates")]
    [InlineData("30s:0", "asks for nothing: every level is 0")]
    [InlineData(
        "30s:1.5",
        "the stage '30s:1.5' must be a whole number of users, at most 1,000,000, or have a unit such as 5/s"
    )]
    [InlineData("30s", "the stage '30s' must be LENGTH:LEVEL")]
    [InlineData("0s:10", "the stage '0s:10' must be LENGTH:LEVEL")]
    [InlineData("30s:10,", "the stage '' must be LENGTH:LEVEL")]
    public async Task Stages_Wrong_NameTheStage(string text, string problem) =>
        Assert.StartsWith(
            $"--stages '{text}' from the command line: {problem}",
            await line.ErrorAsync("--stages", text)
        );

    [Theory]
    [InlineData(
        "--arrival-rate|5/s|--users|10",
        "--arrival-rate '5/s' from the command line and --users '10' from the command line: each says how much runs"
    )]
    [InlineData(
        "--arrival-rate|5/s|--wait|1s",
        "--arrival-rate '5/s' from the command line and --wait '1s' from the command line: workflows start by themselves"
    )]
    [InlineData(
        "--arrival-rate|5/s|--pacing|1s",
        "--arrival-rate '5/s' from the command line and --pacing '1s' from the command line: workflows start by themselves"
    )]
    [InlineData(
        "--arrival-rate|5/s|--in-flight|3",
        "--arrival-rate '5/s' from the command line and --in-flight '3' from the command line: each is a load of its own"
    )]
    [InlineData(
        "--stages|30s:10|--users|3",
        "--stages '30s:10' from the command line and --users '3' from the command line: each says how much runs"
    )]
    [InlineData(
        "--in-flight|30|--max-users|3",
        "--in-flight '30' from the command line and --max-users '3' from the command line: more batches"
    )]
    [InlineData(
        "--users|30|--max-users|3",
        "--max-users '3' from the command line and --users '30' from the command line: only a rate or --in-flight"
    )]
    [InlineData(
        "--pacing|3s|--wait|3s",
        "--pacing '3s' from the command line and --wait '3s' from the command line: each says when"
    )]
    public async Task Contradictions_AreErrorsThatNameBoth(string args, string problem) =>
        Assert.StartsWith(problem, await line.ErrorAsync(args.Split('|')));

    [Fact]
    public async Task Profile_ItsUsersGiveWayToARate()
    {
        var load = (await line.RunAsync("--profile", "load", "--arrival-rate", "2/s")).Load;

        Assert.IsType<ArrivalLoad>(load.Profile);
        Assert.Equal(TimeSpan.FromMinutes(5), load.RunTime);
    }

    [Fact]
    public async Task Spike_IsStages_AndUsersGivenWin()
    {
        var spike = (await line.RunAsync("--profile", "spike")).Load;
        Assert.Equal(400, Assert.IsType<StagedUsers>(spike.Profile).MostUsers);
        Assert.Equal(spike.Profile.Length, spike.RunTime);

        var users = (await line.RunAsync("--profile", "spike", "--users", "5", "--run-time", "1m")).Load;
        Assert.Equal(new ClosedLoad(5, 1), users.Profile);
    }

    [Fact]
    public async Task WarmUpAndIterations_AreInThePlan()
    {
        var load = (await line.RunAsync("--warm-up", "60s", "--iterations-per-user", "2", "--pacing", "10s")).Load;

        Assert.Equal(TimeSpan.FromMinutes(1), load.WarmUp);
        Assert.Equal(2, load.IterationsPerUser);
        Assert.Equal(TimeSpan.FromSeconds(10), load.Pacing);
    }

    [Fact]
    public async Task Dropped_IsJudgedByDefaultWithAnOpenLoadOnly()
    {
        var open = await line.RunAsync("--arrival-rate", "5/s");
        var closed = await line.RunAsync("--users", "5");

        Assert.Contains(open.Verdict.Thresholds, each => each.Text == "starts.dropped_rate <= 0.1%");
        Assert.DoesNotContain(closed.Verdict.Thresholds, each => each.Metric.Name == "starts.dropped_rate");
    }
}
