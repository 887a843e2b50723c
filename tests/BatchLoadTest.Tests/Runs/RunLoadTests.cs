using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Runs;

namespace BatchLoadTest.Tests.Runs;

public sealed class RunLoadTests
{
    private static readonly LoadPlan Plan = new()
    {
        Profile = new ClosedLoad(1, 1),
        RunTime = TimeSpan.FromMinutes(5),
        WarmUp = TimeSpan.FromSeconds(10),
    };

    // To reach the service took nothing, some of the warm-up, or more than that.
    [Theory]
    [InlineData(-10, 10)]
    [InlineData(-8.5, 8.5)]
    [InlineData(5, 0)]
    public void Rest_OfTheWarmUp_EndsWhenTheClockSaysSo(double elapsed, double warmUp)
    {
        var rest = RunLoad.Rest(Plan, TimeSpan.FromSeconds(elapsed));

        Assert.Equal((TimeSpan.FromSeconds(warmUp), Plan.RunTime), (rest.WarmUp, rest.RunTime));
    }

    [Fact]
    public void OfBrokenRun_BeforeACommonBeginning_NoTimeIsBelowZero()
    {
        var load = LoadOutcome.OfBrokenRun(new LoadProgress(), TimeSpan.FromSeconds(-5));

        Assert.Equal((TimeSpan.Zero, null), (load.LoadTime, load.WarmUpCutAfter));
    }

    [Fact]
    public void Rest_OfALoadThatBeginsForSeveralProcesses_IsThePlan()
    {
        var plan = Plan with { StartsAt = 5 };

        Assert.Same(plan, RunLoad.Rest(plan, TimeSpan.FromSeconds(-3)));
    }
}
