using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Tests.Load.Profiles;

public sealed class ScheduleTests
{
    // 30s:10,2m:100,30s:0
    private static readonly Schedule UpAndDown = Schedule.Of([
        Stage(30, 0, 10),
        Stage(120, 10, 100),
        Stage(30, 100, 0),
    ]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15, 5)]
    [InlineData(30, 10)]
    [InlineData(90, 55)]
    [InlineData(150, 100)]
    [InlineData(165, 50)]
    [InlineData(180, 0)]
    [InlineData(999, 0)]
    public void At_GoesStraightFromLevelToLevel_AndStaysAtTheLast(double second, double expected) =>
        Assert.Equal(expected, UpAndDown.At(Seconds(second)), 9);

    [Fact]
    public void Users_FollowTheLine_SecondBySecond()
    {
        var load = new StagedUsers(UpAndDown);
        for (var second = 0; second <= 180; second++)
        {
            var line = UpAndDown.At(Seconds(second));
            Assert.InRange(load.UsersAt(Seconds(second))!.Value, line - 0.5, line + 0.5);
        }

        Assert.Equal(100, load.MostUsers);
        Assert.Equal(Seconds(180), load.Length);
    }

    [Fact]
    public void NextChange_WalksThroughEveryNumberOfUsers()
    {
        var at = TimeSpan.Zero;
        List<(double Second, int Users)> seen = [(0, UpAndDown.RoundedAt(at))];
        while (UpAndDown.NextChange(at) is { } next && seen.Count < 1000)
        {
            Assert.True(next > at);
            at = next;
            if (UpAndDown.RoundedAt(at) is var users && users != seen[^1].Users)
            {
                seen.Add((at.TotalSeconds, users));
            }
        }

        Assert.Equal(
            [.. Enumerable.Range(0, 101), .. Enumerable.Range(0, 100).Reverse()],
            seen.Select(each => each.Users)
        );
        // User 1 at half of the way to it.
        Assert.Equal(1.5, seen[1].Second, 3);
        Assert.Equal(28.5, seen[10].Second, 3);
    }

    [Fact]
    public void NextChange_OfAFlatLevel_IsItsEnd()
    {
        var held = Schedule.Of([Stage(60, 20, 20), Stage(60, 20, 20)]);

        Assert.Equal(Seconds(60), held.NextChange(Seconds(1)));
        Assert.Null(held.NextChange(Seconds(120)));
    }

    [Fact]
    public void TimeOfArea_OfARamp_IsWhenSoManyWereDue()
    {
        // From 0 to 10 starts per second in 10 s: 50 starts, n of them after the root of 2n seconds.
        var ramp = Schedule.Of([Stage(10, 0, 10), Stage(10, 10, 10)]);

        for (var start = 0; start < 50; start++)
        {
            Assert.Equal(Math.Sqrt(2 * start), ramp.TimeOfArea(start)!.Value.TotalSeconds, 5);
        }

        Assert.Equal(10, ramp.TimeOfArea(50)!.Value.TotalSeconds, 6);
        Assert.Equal(20, ramp.TimeOfArea(150)!.Value.TotalSeconds, 6);
    }

    [Fact]
    public void TimeOfArea_AfterAStretchOfNothing_IsDueWhereThereIsSomething()
    {
        var late = Schedule.Of([Stage(30, 0, 0), Stage(10, 1, 1), Stage(10, 0, 0)]);

        Assert.Equal(Seconds(30), late.TimeOfArea(0));
        Assert.Equal(Seconds(39), late.TimeOfArea(9));
        Assert.Null(late.TimeOfArea(10));
    }

    [Fact]
    public void AreaUntil_AndTimeOfArea_AreEachOthersInverse()
    {
        for (var area = 0.5; area < 8000; area += 97.3)
        {
            if (UpAndDown.TimeOfArea(area) is { } at)
            {
                Assert.Equal(area, UpAndDown.AreaUntil(at), 2);
            }
        }

        Assert.Equal(150 + 6600 + 1500, UpAndDown.AreaUntil(Seconds(500)), 6);
    }

    [Fact]
    public void After_AWarmUp_HoldsTheFirstLevelNamed()
    {
        var warm = UpAndDown.After(Seconds(60));

        Assert.Equal(10, warm.At(Seconds(59)));
        Assert.Equal(0, warm.At(Seconds(60)), 9);
        Assert.Equal(100, warm.At(Seconds(210)), 9);
    }

    [Fact]
    public void Flat_AreTheStretchesAboveZero_NeighboursOfOneLevelAreOne_AndTheLastLevelStays()
    {
        Assert.Equal(
            [new(Seconds(15), Seconds(75)), new(Seconds(75), Seconds(80))],
            Schedule
                .Of([
                    Stage(10, 5, 50),
                    Stage(5, 0, 0),
                    Stage(20, 50, 50),
                    Stage(40, 50, 50),
                    Stage(5, 60, 60),
                    Stage(90, 0, 0),
                ])
                .Flat()
        );
        Assert.Equal(
            [new(TimeSpan.Zero, Seconds(10)), new(Seconds(15), null)],
            Schedule.Of([Stage(10, 5, 5), Stage(5, 5, 50)]).Flat()
        );
        Assert.Equal([new(Seconds(10), null)], Schedule.Of([Stage(10, 0, 4), Stage(9, 4, 4)]).Flat());
        Assert.Empty(UpAndDown.Flat());
        Assert.Equal([new(TimeSpan.Zero, null)], Schedule.Constant(4).Flat());
    }

    private static LoadStage Stage(double seconds, double from, double to) => new(Seconds(seconds), from, to);

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
