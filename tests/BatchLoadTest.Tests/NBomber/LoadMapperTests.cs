using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.NBomber.Mapping;

namespace BatchLoadTest.Tests.NBomber;

/// <summary>Every load profile in NBomber's terms, and every refusal.</summary>
public sealed class LoadMapperTests
{
    [Theory]
    [InlineData(1, 1, 60, "keep 1 for 60")]
    [InlineData(10, 10, 60, "keep 10 for 60")]
    [InlineData(10, 1000, 1, "keep 10 for 1")]
    [InlineData(11, 10, 60, "ramp to 11 in 1.1, keep 11 for 58.9")]
    [InlineData(10, 5, 120, "ramp to 10 in 2, keep 10 for 118")]
    [InlineData(100, 0.5, 300, "ramp to 100 in 200, keep 100 for 100")]
    [InlineData(10, 5, 2, "ramp to 10 in 2")]
    // What is left after the ramp is too short for NBomber.
    [InlineData(10, 5, 2.5, "ramp to 10 in 2.5")]
    [InlineData(10, 5, 3, "ramp to 10 in 2, keep 10 for 1")]
    // Nobody is due after the end; the slope stays.
    [InlineData(100, 1, 30, "ramp to 30 in 30")]
    [InlineData(100, 0.3, 10, "ramp to 3 in 10")]
    [InlineData(2, 0.001, 10, "ramp to 1 in 10")]
    [InlineData(1_000_000, 1e-300, 10, "ramp to 1 in 10")]
    public void ClosedLoad_RunTime_IsRampAndPlateau(int users, double rate, double seconds, string expected)
    {
        var load = LoadMapper.Map(Plan(users, rate) with { RunTime = TimeSpan.FromSeconds(seconds) });

        Assert.Equal(expected, Describe(load));
        Assert.Equal(TimeSpan.FromSeconds(seconds), load.Length);
        Assert.True(load.EndsByItself);
    }

    [Theory]
    [InlineData(1, 1, 5, "5 shared by 1")]
    [InlineData(10, 10, 100, "100 shared by 10")]
    // For the others there is nothing to do.
    [InlineData(10, 10, 3, "3 shared by 3")]
    [InlineData(2, 1.5, int.MaxValue, "2147483647 shared by 2")]
    public void ClosedLoad_Iterations_AreShared(int users, double rate, long iterations, string expected)
    {
        var load = LoadMapper.Map(Plan(users, rate) with { Iterations = iterations });

        Assert.Equal(expected, Describe(load));
        Assert.Null(load.Length);
        // A batch may take a day, and the last iterations are not cut off.
        Assert.True(load.CompletionTimeout > TimeSpan.FromHours(24));
    }

    [Fact]
    public void ClosedLoad_IterationsAndRunTime_AreEndedFromOutside()
    {
        var load = LoadMapper.Map(Plan(2, 2) with { Iterations = 10, RunTime = TimeSpan.FromMilliseconds(500) });

        Assert.Equal("10 shared by 2", Describe(load));
        Assert.Equal(TimeSpan.FromMilliseconds(500), load.Length);
        Assert.False(load.EndsByItself);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(5L)]
    public void CompletionTimeout_IsLongerThanTheStopTimeout(long? iterations)
    {
        var plan = Plan(1, 1) with
        {
            RunTime = TimeSpan.FromMinutes(1),
            Iterations = iterations,
            StopTimeout = TimeSpan.FromMinutes(2),
        };

        Assert.True(LoadMapper.Map(plan).CompletionTimeout > TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void ClosedLoad_WithoutAnEnd_IsRefused() =>
        Refuses(Plan(1, 1), "NBomber runs no load without an end; give --run-time or --iterations");

    [Fact]
    public void ClosedLoad_ShorterThanASecond_IsRefused() =>
        Refuses(
            Plan(1, 1) with
            {
                RunTime = TimeSpan.FromMilliseconds(999.5),
            },
            "NBomber runs for a second at least; --run-time is 999.5 ms"
        );

    [Fact]
    public void ClosedLoad_IterationsAndRamp_IsRefused() =>
        Refuses(
            Plan(11, 10) with
            {
                Iterations = 100,
            },
            "NBomber starts all users of --iterations at once; "
                + "give --spawn-rate 11 or more, or --run-time without --iterations"
        );

    [Fact]
    public void ClosedLoad_MoreIterationsThanNBomberCounts_IsRefused() =>
        Refuses(
            Plan(1, 1) with
            {
                Iterations = 2147483648,
            },
            "NBomber counts to 2147483647; --iterations is 2147483648"
        );

    [Fact]
    public void ClosedLoad_SeveralThingsAtOnce_AreAllSaid() =>
        Assert.Equal(2, LoadMapper.Refusals(Plan(2, 1) with { Iterations = long.MaxValue }).Count);

    [Fact]
    public void OtherProfile_IsRefusedByName() =>
        Refuses(new LoadPlan { Profile = new Unheard() }, "NBomber cannot run a Unheard");

    private static LoadPlan Plan(int users, double rate) => new() { Profile = new ClosedLoad(users, rate) };

    private static void Refuses(LoadPlan plan, string expected)
    {
        Assert.Equal([expected], LoadMapper.Refusals(plan));
        Assert.Equal(expected, Assert.Throws<NotSupportedException>(() => LoadMapper.Map(plan)).Message);
    }

    private static string Describe(PlannedLoad load) =>
        string.Join(
            ", ",
            load.Simulations.Select(simulation =>
                simulation switch
                {
                    RampUsers ramp => $"ramp to {ramp.Users} in {ramp.During.TotalSeconds:0.###}",
                    KeepUsers keep => $"keep {keep.Users} for {keep.During.TotalSeconds:0.###}",
                    ShareIterations share => $"{share.Iterations} shared by {share.Users}",
                    _ => simulation.ToString(),
                }
            )
        );

    private sealed record Unheard : LoadProfile
    {
        public override int MostUsers => 1;
    }
}
