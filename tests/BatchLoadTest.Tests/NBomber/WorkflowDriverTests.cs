using System.Collections.Concurrent;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.NBomber.Mapping;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.NBomber;

/// <summary>Iterations that NBomber asks for: who runs them, and how the load ends.</summary>
public sealed class WorkflowDriverTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task RunTime_Over_WhatRunsMayFinishAndNBomberEndsByItself()
    {
        await using var harness = new DriverHarness(Plan(2));
        var first = harness.Call();
        harness.After(60);
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "the end of the load");
        harness.After(20);
        Assert.False(harness.IsOver);
        harness.Iterations[0].End.SetResult();
        var end = await first.ResultAsync();
        await harness.OverAsync();
        var outcome = await harness.EndAsync();

        Assert.Equal(new EndOfIteration(IsCounted: true, TimeSpan.FromSeconds(80)), end);
        Assert.Empty(harness.Told);
        Assert.Equal((1L, 1L, 0L), (outcome.Started, outcome.Completed, outcome.Interrupted));
        Assert.Equal((60, 20), (outcome.LoadTime.TotalSeconds, outcome.StopTime.TotalSeconds));
    }

    [Fact]
    public async Task RunTime_StartsWithTheLoadAndNotBefore()
    {
        await using var harness = new DriverHarness(Plan(1));
        // NBomber sets up.
        harness.After(100);
        harness.Begin();
        harness.After(59);
        var call = harness.Call();
        Assert.Single(harness.Iterations);
        harness.Iterations[0].End.SetResult();
        await call.ResultAsync();
        harness.After(1);
        await harness.OverAsync();

        Assert.Equal(Minute, (await harness.EndAsync()).LoadTime);
    }

    [Fact]
    public async Task AfterTheEnd_CallsAreRefusedWithoutABusyLoop()
    {
        await using var harness = new DriverHarness(Plan(1));
        harness.Begin();
        harness.After(60);
        var refused = harness.Call();
        Assert.False(refused.IsCompleted);
        harness.Clock.Advance(WorkflowDriver.RefusalWait);

        Assert.False((await refused.ResultAsync()).IsCounted);
        Assert.Empty(harness.Iterations);
        Assert.Equal(0, harness.Progress.Started);
    }

    [Fact]
    public async Task AfterTheEnd_NBomberThatGoesOnAsking_IsTold()
    {
        await using var harness = new DriverHarness(Plan(1));
        harness.Begin();
        harness.After(60);
        await harness.OverAsync();
        _ = harness.Call();
        Assert.Empty(harness.Told);
        harness.Clock.Advance(WorkflowDriver.LatestCall);
        _ = harness.Call();

        Assert.Equal(["the load is over"], harness.Told);
    }

    [Fact]
    public async Task FirstSignal_NBomberIsToldOnlyWhenNothingRuns()
    {
        await using var harness = new DriverHarness(Plan(1));
        var call = harness.Call();
        harness.After(10);
        harness.FirstSignal();
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "the end of the load");
        harness.After(5);
        Assert.Empty(harness.Told);
        harness.Iterations[0].End.SetResult();
        var end = await call.ResultAsync();
        await harness.OverAsync();
        var outcome = await harness.EndAsync();

        Assert.True(end.IsCounted);
        Assert.Equal(["stopped"], harness.Told);
        Assert.Equal((10, 5), (outcome.LoadTime.TotalSeconds, outcome.StopTime.TotalSeconds));
    }

    [Fact]
    public async Task FirstSignal_StopTimeoutOver_InterruptsWhatRunsAndCountsItNowhere()
    {
        await using var harness = new DriverHarness(Plan(1));
        var call = harness.Call();
        harness.FirstSignal();
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "the end of the load");
        await AdvanceUntilAsync(harness, () => call.IsCompleted);
        await harness.OverAsync();
        var outcome = await harness.EndAsync();

        Assert.False((await call).IsCounted);
        Assert.Equal((1L, 0L, 1L), (outcome.Started, outcome.Completed, outcome.Interrupted));
        Assert.InRange(outcome.StopTime.TotalSeconds, 30, 100);
    }

    [Fact]
    public async Task SecondSignal_InterruptsAtOnce()
    {
        await using var harness = new DriverHarness(Plan(1));
        var call = harness.Call();
        harness.SecondSignal();

        Assert.False((await call.ResultAsync()).IsCounted);
        await harness.OverAsync();
        Assert.Equal(["interrupted"], harness.Told);
    }

    [Fact]
    public async Task Think_IsNoPartOfTheIterationAndEndsWithTheLoad()
    {
        await using var harness = new DriverHarness(
            Plan(1) with
            {
                RunTime = TimeSpan.FromHours(1),
                Wait = new WaitTime(TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(50)),
            }
        );
        var call = harness.Call();
        harness.After(2);
        harness.Iterations[0].End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Ended == 1, "the end of the iteration");
        harness.After(49);
        Assert.False(call.IsCompleted);
        await AdvanceUntilAsync(harness, () => call.IsCompleted);
        Assert.Equal(TimeSpan.FromSeconds(2), (await call).Time);

        var second = harness.Call();
        harness.Iterations[1].End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Ended == 2, "the end of the iteration");
        harness.FirstSignal();
        Assert.True((await second.ResultAsync()).IsCounted);
    }

    [Fact]
    public async Task Think_EndsWithNBombersScenario()
    {
        await using var harness = new DriverHarness(Plan(1) with { Wait = new WaitTime(Minute, Minute) });
        var call = harness.Call();
        harness.Iterations[0].End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Ended == 1, "the end of the iteration");
        harness.EndScenario();

        Assert.True((await call.ResultAsync()).IsCounted);
    }

    [Fact]
    public async Task Iterations_AreExactHoweverOftenNBomberAsks()
    {
        await using var harness = new DriverHarness(Plan(2) with { RunTime = null, Iterations = 3 });
        Task<EndOfIteration>[] calls = [.. Enumerable.Range(0, 5).Select(_ => harness.Call())];
        Assert.Equal(3, harness.Iterations.Count);
        Assert.True(harness.Progress.IsStopping);
        // The last ones take long, and no time-out cuts them.
        harness.After(3600);
        Assert.False(harness.IsOver);
        foreach (var iteration in harness.Iterations)
        {
            iteration.End.SetResult();
        }

        await harness.OverAsync();
        await Task.WhenAll(calls).ResultAsync();
        var outcome = await harness.EndAsync();

        Assert.Equal(3, calls.Count(call => call.Result.IsCounted));
        Assert.Empty(harness.Told);
        Assert.Equal((3L, 3L, 0L), (outcome.Started, outcome.Completed, outcome.Interrupted));
        Assert.Equal((0, 3600), (outcome.LoadTime.TotalSeconds, outcome.StopTime.TotalSeconds));
    }

    [Fact]
    public async Task Iterations_WithRunTime_NBomberIsToldAtItsEnd()
    {
        await using var harness = new DriverHarness(Plan(1) with { Iterations = 3 });
        var call = harness.Call();
        harness.After(60);
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "the end of the load");
        harness.Iterations[0].End.SetResult();
        await call.ResultAsync();
        await harness.OverAsync();

        Assert.Equal(["the load is over"], harness.Told);
    }

    [Fact]
    public async Task NBomberThatLeavesIterationsBehind_TheyAreWaitedFor()
    {
        await using var harness = new DriverHarness(Plan(1));
        _ = harness.Call();
        harness.After(10);
        var ended = harness.EndAsync();
        Assert.False(ended.IsCompleted);
        harness.Iterations[0].End.SetResult();
        var outcome = await ended;

        Assert.Equal((1L, 1L), (outcome.Started, outcome.Completed));
    }

    [Fact]
    public async Task NBomberThatEndsEarly_ItsReportsAreNoLoad()
    {
        await using var harness = new DriverHarness(Plan(1));
        var call = harness.Call();
        harness.After(10);
        harness.Iterations[0].End.SetResult();
        await call.ResultAsync();
        // NBomber writes its reports.
        harness.After(7);
        var outcome = await harness.EndAsync();

        Assert.Equal((10, 0), (outcome.LoadTime.TotalSeconds, outcome.StopTime.TotalSeconds));
    }

    [Fact]
    public async Task NBomberThatStartsNothing_AppliesNothing()
    {
        await using var harness = new DriverHarness(Plan(1));
        harness.After(10);
        var outcome = await harness.EndAsync();

        Assert.Equal((0L, 0L, TimeSpan.Zero), (outcome.Started, outcome.Completed, outcome.LoadTime));
        Assert.Equal(TimeSpan.Zero, outcome.StopTime);
    }

    [Fact]
    public async Task IterationThatThrows_EndsTheRunWithThatFault()
    {
        await using var harness = new DriverHarness(
            Plan(2),
            async (context, token) =>
            {
                if (context.User == 2)
                {
                    throw new FormatException("a fault of the program");
                }

                await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return IterationResult.Interrupted;
            }
        );
        var other = harness.Call();
        var call = harness.Call();

        Assert.False((await call.ResultAsync()).IsCounted);
        Assert.False((await other.ResultAsync()).IsCounted);
        await harness.OverAsync();
        Assert.Equal(["internal error"], harness.Told);
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(harness.EndAsync);
        Assert.IsType<FormatException>(fault.InnerException);
    }

    [Fact]
    public async Task Users_AreNeverInTwoIterationsAtATime()
    {
        var busy = new ConcurrentDictionary<int, bool>();
        var shared = 0;
        await using var harness = new DriverHarness(
            Plan(20) with
            {
                RunTime = null,
                Iterations = 2000,
            },
            async (context, _) =>
            {
                if (!busy.TryAdd(context.User, value: true))
                {
                    Interlocked.Increment(ref shared);
                }

                await Task.Yield();
                busy.TryRemove(context.User, out var _);
                return IterationResult.Completed;
            }
        );
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        for (var call = 0; call < 100; call++)
                        {
                            await harness.Call();
                        }
                    })
                )
        );
        var outcome = await harness.EndAsync();

        Assert.Equal(0, shared);
        Assert.Equal(2000, outcome.Completed);
        Assert.InRange(outcome.PeakUsers, 1, 20);
        Assert.Equal(0, harness.Progress.Users);
    }

    [Fact]
    public async Task Users_MakeTheSameChoicesAsWithTheBuiltInEngine()
    {
        using var builtIn = new LoadHarness();
        var plan = Plan(1) with { Iterations = 1, Seed = 7 };
        _ = builtIn.Start(plan);
        await builtIn.BegunAsync(1);
        await using var harness = new DriverHarness(plan);
        _ = harness.Call();

        Assert.Equal(
            builtIn.Iterations[0].Context.Random.Next(),
            Assert.Single(harness.Iterations).Context.Random.Next()
        );
        builtIn.SecondSignal();
    }

    private static LoadPlan Plan(int users) =>
        new()
        {
            Profile = new ClosedLoad(users, 1000),
            RunTime = Minute,
            StopTimeout = TimeSpan.FromSeconds(30),
        };

    private static Task AdvanceUntilAsync(DriverHarness harness, Func<bool> condition) =>
        Eventually.TrueAsync(() =>
        {
            if (!condition())
            {
                harness.After(0.5);
            }

            return condition();
        });
}
