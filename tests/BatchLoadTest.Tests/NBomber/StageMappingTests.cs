using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.NBomber.Mapping;

namespace BatchLoadTest.Tests.NBomber;

public sealed class StageMappingTests
{
    private static readonly Schedule Stages = Schedule.Of([
        new LoadStage(TimeSpan.FromSeconds(30), 0, 10),
        new LoadStage(TimeSpan.FromSeconds(60), 50, 50),
        new LoadStage(TimeSpan.FromSeconds(30), 50, 0),
    ]);

    [Fact]
    public void Stages_AreRampsAndPlateaus() =>
        Assert.Equal(
            [
                new RampUsers(10, TimeSpan.FromSeconds(30)),
                new KeepUsers(50, TimeSpan.FromSeconds(60)),
                new RampUsers(0, TimeSpan.FromSeconds(30)),
            ],
            LoadMapper.Map(Plan(TimeSpan.FromMinutes(2))).Simulations
        );

    [Fact]
    public void Stages_CutByARunTime_EndWhereTheyAreThen() =>
        Assert.Equal(
            [new RampUsers(10, TimeSpan.FromSeconds(30)), new KeepUsers(50, TimeSpan.FromSeconds(10))],
            LoadMapper.Map(Plan(TimeSpan.FromSeconds(40))).Simulations
        );

    [Theory]
    [InlineData("arrivals", "--arrival-rate and stages of rates need --engine builtin")]
    [InlineData("in flight", "--in-flight needs --engine builtin")]
    [InlineData("warm-up", "--warm-up needs --engine builtin")]
    [InlineData("pacing", "--pacing needs --engine builtin")]
    [InlineData("per user", "--iterations-per-user needs --engine builtin")]
    public void WhatNBomberCannotDo_IsRefusedInWords(string what, string words)
    {
        var plan = new LoadPlan { Profile = new ClosedLoad(1, 1), RunTime = TimeSpan.FromMinutes(1) };
        var refused = what switch
        {
            "arrivals" => plan with { Profile = new ArrivalLoad(Schedule.Constant(5), ArrivalPattern.Even, 10) },
            "in flight" => plan with { Profile = new InFlightLoad(5, 10) },
            "warm-up" => plan with { WarmUp = TimeSpan.FromSeconds(5) },
            "pacing" => plan with { Pacing = TimeSpan.FromSeconds(5) },
            _ => plan with { IterationsPerUser = 2 },
        };

        Assert.EndsWith(words, Assert.Single(LoadMapper.Refusals(refused)), StringComparison.Ordinal);
    }

    private static LoadPlan Plan(TimeSpan runTime) => new() { Profile = new StagedUsers(Stages), RunTime = runTime };
}
