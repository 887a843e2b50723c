using BatchLoadTest.Load;
using BatchLoadTest.Load.BuiltIn;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Load;

public sealed class ClosedLoadTests : IDisposable
{
    private readonly LoadHarness harness = new();

    [Fact]
    public async Task Spawn_FourPerSecond_FollowsTheScheduleFromTheStart()
    {
        var run = harness.Start(Plan(users: 10, rate: 4));
        for (var user = 1; user <= 10; user++)
        {
            await harness.BegunAsync(user);
            Assert.Equal(user, harness.Iterations.Count);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(249));
            Assert.Equal(user, harness.Progress.Users);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(user => user * 0.25), harness.BeginSeconds());
        Assert.Equal(Enumerable.Range(1, 10), harness.Iterations.Select(each => each.Context.User));
        await EndAsync(run);
    }

    [Fact]
    public async Task Spawn_LateWakeUp_CatchesUpInsteadOfShifting()
    {
        var run = harness.Start(Plan(users: 5, rate: 1));
        await harness.BegunAsync(1);

        harness.Clock.Advance(TimeSpan.FromSeconds(2.5));
        await harness.BegunAsync(3);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.5));
        await harness.BegunAsync(4);

        Assert.Equal([0, 2.5, 2.5, 3], harness.BeginSeconds());
        await EndAsync(run);
    }

    [Fact]
    public async Task RunTime_Over_StartsNothingNewAndWaitsForWhatRuns()
    {
        var run = harness.Start(Plan(users: 1, rate: 1) with { RunTime = TimeSpan.FromSeconds(60) });
        await harness.BegunAsync(1);
        harness.Iterations[0].End.SetResult();
        await harness.BegunAsync(2);

        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "stopping");
        Assert.False(run.IsCompleted);
        harness.Clock.Advance(TimeSpan.FromSeconds(7));
        harness.Iterations[1].End.SetResult();
        var outcome = await run.ResultAsync();

        Assert.Equal((2L, 2L, 0L, 0L), (outcome.Started, outcome.Completed, outcome.Interrupted, outcome.Dropped));
        Assert.Equal(TimeSpan.FromSeconds(60), outcome.LoadTime);
        Assert.Equal(TimeSpan.FromSeconds(7), outcome.StopTime);
        Assert.Equal(0, harness.Progress.Users);
    }

    [Fact]
    public async Task StopTimeout_Over_InterruptsWhatStillRuns()
    {
        var plan = Plan(users: 2, rate: 1000) with
        {
            RunTime = TimeSpan.FromSeconds(60),
            StopTimeout = TimeSpan.FromSeconds(30),
        };
        var run = harness.Start(plan);
        await StartAllAsync(users: 2);

        harness.Clock.Advance(TimeSpan.FromSeconds(60));
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "stopping");
        harness.Iterations[0].End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Users == 1, "the end of the first user");
        harness.Clock.Advance(TimeSpan.FromSeconds(29.9));
        Assert.Equal(1, harness.Progress.Users);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var outcome = await run.ResultAsync();

        Assert.Equal((2L, 1L, 1L), (outcome.Started, outcome.Completed, outcome.Interrupted));
        Assert.Equal(TimeSpan.FromSeconds(30), outcome.StopTime);
    }

    [Fact]
    public async Task StopTimeout_Zero_InterruptsAtOnce()
    {
        var run = harness.Start(Plan(users: 1, rate: 1) with { StopTimeout = TimeSpan.Zero });
        await harness.BegunAsync(1);
        harness.FirstSignal();

        Assert.Equal(1, (await run.ResultAsync()).Interrupted);
    }

    [Fact]
    public async Task Signals_FirstThenSecond_WaitThenInterrupt()
    {
        var run = harness.Start(Plan(users: 1, rate: 1));
        await harness.BegunAsync(1);

        harness.FirstSignal();
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "stopping");
        Assert.False(run.IsCompleted);
        harness.SecondSignal();
        var outcome = await run.ResultAsync();

        Assert.Equal((1L, 0L, 1L), (outcome.Started, outcome.Completed, outcome.Interrupted));
    }

    [Fact]
    public async Task Signal_OnlyTheSecond_EndsAtOnceAndStartsNothingMore()
    {
        var run = harness.Start(Plan(users: 1, rate: 1));
        await harness.BegunAsync(1);

        await Task.Run(harness.SecondSignal).WaitAsync(Eventually.Patience);
        var outcome = await run.ResultAsync();

        Assert.Equal((1L, 0L, 1L), (outcome.Started, outcome.Completed, outcome.Interrupted));
    }

    [Fact]
    public async Task Signal_WhileSpawning_StartsNoMoreUsers()
    {
        var run = harness.Start(Plan(users: 100, rate: 1));
        await harness.BegunAsync(1);
        harness.FirstSignal();
        harness.Clock.Advance(TimeSpan.FromSeconds(20));
        harness.Iterations[0].End.SetResult();
        var outcome = await run.ResultAsync();

        Assert.Equal(1, outcome.Started);
        // 99 users were asked for and never started: that has to show.
        Assert.Equal(1, outcome.PeakUsers);
    }

    [Fact]
    public async Task Signal_BeforeTheStart_RunsNothing()
    {
        harness.FirstSignal();

        var outcome = await harness.Start(Plan(users: 3, rate: 1)).ResultAsync();

        Assert.Equal((0L, 0), (outcome.Started, outcome.PeakUsers));
    }

    [Fact]
    public async Task ThinkTime_WhenTheRunEnds_EndsToo()
    {
        var wait = new WaitTime(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        var run = harness.Start(Plan(users: 1, rate: 1) with { Wait = wait });
        await harness.BegunAsync(1);
        harness.Iterations[0].End.SetResult();

        harness.FirstSignal();
        var outcome = await run.ResultAsync();

        Assert.Equal((1L, 1L, 0L), (outcome.Started, outcome.Completed, outcome.Interrupted));
        Assert.Equal(TimeSpan.Zero, outcome.StopTime);
    }

    [Fact]
    public async Task ThinkTime_BetweenIterations_IsKept()
    {
        var wait = new WaitTime(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
        var run = harness.Start(Plan(users: 1, rate: 1) with { Wait = wait });
        await harness.BegunAsync(1);
        harness.Iterations[0].End.SetResult();

        // The user's thread may not have come to its wait yet; time that passes before is not part of it.
        await Eventually.TrueAsync(
            () =>
            {
                harness.Clock.Advance(TimeSpan.FromMilliseconds(10));
                return harness.Iterations.Count == 2;
            },
            "the second iteration"
        );

        Assert.True(harness.BeginSeconds()[1] >= 2);
        await EndAsync(run);
    }

    [Fact]
    public void Validate_OtherProfile_SaysSo()
    {
        var engine = new BatchLoadTest.Load.BuiltIn.BuiltInEngine(harness.Clock);

        Assert.Empty(engine.Validate(Plan(users: 1, rate: 1)));
        Assert.Contains(
            "OtherProfile",
            Assert.Single(engine.Validate(new LoadPlan { Profile = new OtherProfile() })),
            StringComparison.Ordinal
        );
    }

    public void Dispose() => harness.Dispose();

    private static LoadPlan Plan(int users, double rate) => new() { Profile = new ClosedLoad(users, rate) };

    private async Task StartAllAsync(int users)
    {
        for (var user = 1; user <= users; user++)
        {
            await harness.BegunAsync(user);
            harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    private async Task EndAsync(Task<LoadOutcome> run)
    {
        harness.SecondSignal();
        await run.ResultAsync();
    }

    private sealed record OtherProfile : LoadProfile
    {
        public override int MostUsers => 1;
    }
}
