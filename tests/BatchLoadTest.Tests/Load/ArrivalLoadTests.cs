using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Tests.Load;

public sealed class ArrivalLoadTests : IDisposable
{
    private readonly LoadHarness harness = new();

    [Fact]
    public async Task Starts_DoNotWaitForTheService()
    {
        var run = harness.Start(Plan(rate: 2, maxUsers: 100));
        for (var start = 1; start <= 20; start++)
        {
            await harness.BegunAsync(start);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
        }

        await harness.BegunAsync(21);
        // None has ended: each start has a user of its own.
        Assert.Equal(Enumerable.Range(0, 21).Select(start => start * 0.5), harness.IntendedSeconds());
        Assert.Equal(21, harness.Iterations.Select(each => each.Context.User).Distinct().Count());
        Assert.All(harness.Iterations, each => Assert.True(each.Context.CountsFromIntendedStart));
        await EndAsync(run);
    }

    [Fact]
    public async Task Starts_LateWakeUp_KeepTheirIntendedMoments()
    {
        var run = harness.Start(Plan(rate: 1, maxUsers: 100));
        await harness.BegunAsync(1);
        harness.Clock.Advance(TimeSpan.FromSeconds(3.4));
        await harness.BegunAsync(4);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.6));
        await harness.BegunAsync(5);

        Assert.Equal([0, 1, 2, 3, 4], harness.IntendedSeconds().Order());
        Assert.Equal([0, 3.4, 3.4, 3.4, 4], harness.BeginSeconds());
        await EndAsync(run);
    }

    [Fact]
    public async Task Starts_WithoutAFreeUser_AreDroppedAndCounted()
    {
        var run = harness.Start(Plan(rate: 1, maxUsers: 2));
        await harness.BegunAsync(1);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.BegunAsync(2);
        harness.Clock.Advance(TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => harness.Progress.Dropped == 3, "three dropped starts");
        // A user that is free is taken again.
        harness.Iterations[0].End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Users == 1, "a free user");
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.BegunAsync(3);

        Assert.Equal(harness.Iterations[0].Context.User, harness.Iterations[2].Context.User);
        var outcome = await EndAsync(run);
        Assert.Equal((3L, 3L), (outcome.Started, outcome.Dropped));
        Assert.Equal(2, outcome.PeakUsers);
    }

    [Fact]
    public async Task Change_AnotherRate_CountsFromThere()
    {
        harness.Control = new LoadControl(new ArrivalLoad(Schedule.Constant(1), ArrivalPattern.Even, 100));
        var run = harness.Start(Plan(rate: 1, maxUsers: 100));
        await harness.BegunAsync(1);
        harness.Control.Change(new ArrivalLoad(Schedule.Constant(0), ArrivalPattern.Even, 100));
        await Task.Delay(50);
        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        await Task.Delay(50);
        Assert.Single(harness.Iterations);

        harness.Control.Change(new ArrivalLoad(Schedule.Constant(10), ArrivalPattern.Even, 100));
        await Task.Delay(50);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.1));
        await harness.BegunAsync(2);
        await EndAsync(run);
    }

    [Fact]
    public async Task WarmUp_ItsIterationsAreCountedApart_AndRunTimeCountsFromItsEnd()
    {
        var plan = Plan(rate: 1, maxUsers: 100) with
        {
            WarmUp = TimeSpan.FromSeconds(3),
            RunTime = TimeSpan.FromSeconds(2),
        };
        var run = harness.Start(plan);
        for (var start = 1; start <= 5; start++)
        {
            await harness.BegunAsync(start);
            harness.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "stopping");
        Assert.Equal([true, true, true, false, false], harness.Iterations.Select(each => each.Context.IsWarmUp));
        foreach (var each in harness.Iterations)
        {
            each.End.SetResult();
        }

        var outcome = await run.ResultAsync();
        Assert.Equal((2L, 2L, 3L), (outcome.Started, outcome.Completed, outcome.WarmUpIterations));
        Assert.Equal(TimeSpan.FromSeconds(2), outcome.LoadTime);
    }

    public void Dispose() => harness.Dispose();

    private async Task<LoadOutcome> EndAsync(Task<LoadOutcome> run)
    {
        harness.SecondSignal();
        return await run.ResultAsync();
    }

    private static LoadPlan Plan(double rate, int maxUsers) =>
        new() { Profile = new ArrivalLoad(Schedule.Constant(rate), ArrivalPattern.Even, maxUsers) };
}
