using System.Collections.Concurrent;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Load;

public sealed class IterationTests : IDisposable
{
    private readonly LoadHarness harness = new();

    [Theory]
    [InlineData(1, 10)]
    [InlineData(50, 1)]
    [InlineData(50, 49)]
    [InlineData(50, 10_000)]
    public async Task Iterations_SharedByManyUsers_AreExact(int users, long iterations)
    {
        var run = harness.Start(
            new LoadPlan { Profile = new ClosedLoad(users, 1e9), Iterations = iterations },
            async (_, _) =>
            {
                await Task.Yield();
                return IterationResult.Completed;
            }
        );
        await AdvanceUntilAsync(run);
        var outcome = await run;

        Assert.Equal((iterations, iterations, 0L), (outcome.Started, outcome.Completed, outcome.Interrupted));
        Assert.Equal(iterations, harness.Progress.Started);
    }

    [Fact]
    public async Task Iterations_UsedUpWhileSpawning_EndsTheSpawning()
    {
        var run = harness.Start(
            new LoadPlan { Profile = new ClosedLoad(1000, 1), Iterations = 2 },
            (_, _) => ValueTask.FromResult(IterationResult.Completed)
        );

        // Without a single second of fake time: the second user is due only at 1 s.
        var outcome = await run.ResultAsync();

        Assert.Equal(2, outcome.Started);
        Assert.Equal(1, outcome.PeakUsers);
        Assert.Equal(TimeSpan.Zero, outcome.LoadTime);
    }

    [Fact]
    public async Task Iterations_LastOnesTakeLong_AreNotCutByTheStopTimeout()
    {
        var run = harness.Start(
            new LoadPlan
            {
                Profile = new ClosedLoad(1, 1),
                Iterations = 1,
                StopTimeout = TimeSpan.FromSeconds(1),
            }
        );
        await harness.BegunAsync(1);
        harness.Clock.Advance(TimeSpan.FromHours(1));
        harness.Iterations[0].End.SetResult();
        var outcome = await run.ResultAsync();

        Assert.Equal((1L, 1L, 0L), (outcome.Started, outcome.Completed, outcome.Interrupted));
    }

    [Fact]
    public async Task Iterations_RunTimeOverFirst_IsTheEnd()
    {
        var run = harness.Start(
            new LoadPlan
            {
                Profile = new ClosedLoad(1, 1),
                Iterations = 100,
                RunTime = TimeSpan.FromSeconds(5),
            }
        );
        await harness.BegunAsync(1);
        harness.Clock.Advance(TimeSpan.FromSeconds(5));
        harness.Iterations[0].End.SetResult();
        var outcome = await run.ResultAsync();

        Assert.Equal(1, outcome.Started);
    }

    [Fact]
    public async Task Iteration_Throws_EndsTheRunWithThatFault()
    {
        var interrupted = 0;
        var run = harness.Start(
            new LoadPlan { Profile = new ClosedLoad(3, 1e9) },
            async (context, token) =>
            {
                if (context.User < 3)
                {
                    await Task.Delay(Timeout.Infinite, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    Interlocked.Increment(ref interrupted);
                    return IterationResult.Interrupted;
                }

                await Eventually.TrueAsync(() => harness.Progress.Users == 3, "all users");
                throw new FormatException("a fault of the program");
            }
        );
        await AdvanceUntilAsync(run);

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => run);
        Assert.IsType<FormatException>(fault.InnerException);
        Assert.Contains("a fault of the program", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, interrupted);
    }

    [Fact]
    public async Task Random_SameSeed_SameChoicesForEachUser()
    {
        var first = await ChoicesAsync(seed: 7);

        Assert.Equal(first, await ChoicesAsync(seed: 7));
        Assert.NotEqual(first, await ChoicesAsync(seed: 8));
        Assert.Equal(20, first.Values.Distinct().Count());
    }

    [Fact]
    public void WaitTime_BetweenLimits_StaysInside()
    {
        var wait = new WaitTime(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 1000).Select(_ => wait.Next(random).TotalSeconds).ToList();

        Assert.All(drawn, seconds => Assert.InRange(seconds, 1, 3));
        Assert.InRange(drawn.Average(), 1.9, 2.1);
        Assert.Equal(TimeSpan.Zero, WaitTime.None.Next(random));
    }

    public void Dispose() => harness.Dispose();

    private async Task AdvanceUntilAsync(Task run) =>
        await Eventually.TrueAsync(
            () =>
            {
                harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
                return run.IsCompleted;
            },
            "the end of the run"
        );

    private static async Task<SortedDictionary<int, int>> ChoicesAsync(int seed)
    {
        using var own = new LoadHarness();
        var choices = new ConcurrentDictionary<int, int>();
        var run = own.Start(
            new LoadPlan
            {
                Profile = new ClosedLoad(20, 1e9),
                Iterations = 20,
                Seed = seed,
            },
            async (context, _) =>
            {
                choices.TryAdd(context.User, context.Random.Next());
                // One iteration each: nobody takes a second one before all have begun.
                await Eventually.TrueAsync(
                    () =>
                    {
                        own.Clock.Advance(TimeSpan.FromMilliseconds(1));
                        return choices.Count == 20;
                    },
                    "all users"
                );
                return IterationResult.Completed;
            }
        );
        await run.ResultAsync();
        return new SortedDictionary<int, int>(choices);
    }
}
