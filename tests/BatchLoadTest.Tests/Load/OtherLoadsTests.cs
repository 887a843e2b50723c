using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;

namespace BatchLoadTest.Tests.Load;

public sealed class OtherLoadsTests : IDisposable
{
    private readonly LoadHarness harness = new();

    [Fact]
    public async Task Stages_StartAndEndUsersAsAskedFor()
    {
        // 4s:4,2s:=4,4s:0
        var stages = Schedule.Of([Stage(4, 0, 4), Stage(2, 4, 4), Stage(4, 4, 0)]);
        var run = harness.Start(
            new LoadPlan { Profile = new StagedUsers(stages), RunTime = TimeSpan.FromSeconds(10) },
            IterateAsync
        );
        var start = harness.Clock.GetTimestamp();
        for (var half = 0; half < 20; half++)
        {
            var wanted = stages.RoundedAt(harness.Clock.GetElapsedTime(start));
            await Eventually.TrueAsync(
                () => harness.Progress.Users == wanted,
                $"{wanted} users after {half / 2.0} s, not {harness.Progress.Users}"
            );
            harness.Clock.Advance(TimeSpan.FromSeconds(0.5));
            // Users notice that they are too many when their iteration ends.
            await Task.Delay(20);
            harness.Clock.Advance(TimeSpan.FromTicks(1));
        }

        var outcome = await run.ResultAsync();
        Assert.Equal(4, outcome.PeakUsers);
    }

    // Users that are too many are still at their iteration when the plan wants users again.
    [Theory]
    [InlineData(3, 0, 2)]
    [InlineData(0, 3, 2)]
    [InlineData(0, 1, 1)]
    public async Task Stages_NeverRunMoreUsersThanAskedFor_ThoseWhoLeaveIncluded(int warmUp, int down, int up)
    {
        // After 3 s at 4 users the level falls, at once or over time, and rises to 4 again.
        var stages = Schedule.Of([
            .. warmUp > 0 ? Array.Empty<LoadStage>() : [Stage(3, 4, 4), Stage(down, 4, 0)],
            Stage(up, 0, 4),
            Stage(20, 4, 4),
        ]);
        var run = harness.Start(
            new LoadPlan { Profile = new StagedUsers(stages), WarmUp = TimeSpan.FromSeconds(warmUp) }
        );
        await harness.BegunAsync(4);
        await AdvanceAsync(seconds: 3 + down + up + 1);
        Assert.Equal((4, 4), (harness.Iterations.Count, harness.Progress.PeakUsers));

        // Each place is taken again as soon as its user has left.
        harness.Iterations[2].End.SetResult();
        await harness.BegunAsync(5);
        Assert.Equal(4, harness.Progress.Users);
        foreach (var number in new[] { 0, 1, 3 })
        {
            harness.Iterations[number].End.SetResult();
        }

        await harness.BegunAsync(8);
        Assert.Equal(Enumerable.Range(1, 8), harness.Iterations.Select(each => each.Context.User).Order());
        harness.SecondSignal();
        Assert.Equal(4, (await run.ResultAsync()).PeakUsers);
    }

    // Three of four leave; two are asked for while two of them are still there.
    [Fact]
    public async Task Stages_StartNobodyWhileThoseWhoLeaveAreEnough()
    {
        var stages = Schedule.Of([Stage(3, 4, 4), Stage(1, 0, 0), Stage(20, 2, 2)]);
        var run = harness.Start(new LoadPlan { Profile = new StagedUsers(stages) });
        await harness.BegunAsync(4);
        await AdvanceAsync(seconds: 3.5);
        harness.Iterations.Single(each => each.Context.User == 1).End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Users == 3, "one has left");
        await AdvanceAsync(seconds: 2);
        Assert.Equal(3, harness.Progress.Users);

        harness.Iterations.Single(each => each.Context.User == 2).End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Users == 2, "another has left");
        await AdvanceAsync(seconds: 0.5);
        Assert.Equal((4, 2), (harness.Iterations.Count, harness.Progress.Users));

        harness.Iterations.Single(each => each.Context.User == 3).End.SetResult();
        await harness.BegunAsync(5);
        Assert.Equal(2, harness.Progress.Users);
        harness.SecondSignal();
        await run.ResultAsync();
    }

    [Fact]
    public async Task WarmUp_ThatIsCutOff_SaysHowLongItLasted()
    {
        var run = harness.Start(
            new LoadPlan
            {
                Profile = new ClosedLoad(1, 1),
                WarmUp = TimeSpan.FromSeconds(30),
                RunTime = TimeSpan.FromSeconds(30),
            }
        );
        await harness.BegunAsync(1);
        harness.Clock.Advance(TimeSpan.FromSeconds(6));
        harness.FirstSignal();
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "it stops");
        await Task.Delay(20);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        harness.Iterations[0].End.SetResult();

        var outcome = await run.ResultAsync();
        Assert.Equal(
            (TimeSpan.FromSeconds(6), TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            (outcome.WarmUpCutAfter, outcome.LoadTime, outcome.StopTime)
        );
    }

    [Fact]
    public async Task InFlight_NextStartsWhenABatchEnded_WhileItsResultsAreStillRead()
    {
        var run = harness.Start(new LoadPlan { Profile = new InFlightLoad(3, 100) });
        await harness.BegunAsync(3);
        await Task.Delay(50);
        Assert.Equal(3, harness.Iterations.Count);

        harness.Iterations[0].Context.BatchEnded!();
        harness.Iterations[0].Context.BatchEnded!();
        await harness.BegunAsync(4);
        await Task.Delay(50);
        Assert.Equal(4, harness.Iterations.Count);
        Assert.Equal(4, harness.Progress.Users);
        // Its batch was counted when it ended; one without a batch counts by its own end.
        harness.Iterations[0].End.SetResult();
        harness.Iterations[1].End.SetResult();
        await harness.BegunAsync(5);
        await Task.Delay(50);
        Assert.Equal(5, harness.Iterations.Count);
        harness.SecondSignal();
        Assert.Equal(5, (await run.ResultAsync()).Started);
    }

    [Fact]
    public async Task InFlight_WithoutAFreeUser_MakesUpForItLater()
    {
        var run = harness.Start(new LoadPlan { Profile = new InFlightLoad(1, 1) });
        await harness.BegunAsync(1);
        harness.Iterations[0].Context.BatchEnded!();
        await Task.Delay(50);
        Assert.Single(harness.Iterations);

        harness.Iterations[0].End.SetResult();
        await harness.BegunAsync(2);
        harness.SecondSignal();
        Assert.Equal(2, (await run.ResultAsync()).Started);
    }

    [Fact]
    public async Task Pacing_StartsAtItsDistance_OrAtOnceAfterALongerOne()
    {
        var run = harness.Start(new LoadPlan { Profile = new ClosedLoad(1, 1), Pacing = TimeSpan.FromSeconds(10) });
        await harness.BegunAsync(1);
        await EndAfterAsync(seconds: 4, iteration: 0);
        harness.Clock.Advance(TimeSpan.FromSeconds(6));
        await harness.BegunAsync(2);
        await EndAfterAsync(seconds: 13, iteration: 1);
        await harness.BegunAsync(3);
        await EndAfterAsync(seconds: 1, iteration: 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(9));
        await harness.BegunAsync(4);

        Assert.Equal([0, 10, 23, 33], harness.BeginSeconds());
        Assert.Equal(1, harness.Progress.LateByPacing);
        harness.SecondSignal();
        await run.ResultAsync();
    }

    [Fact]
    public async Task IterationsPerUser_EndsEachUserAndThenTheRun()
    {
        var run = harness.Start(
            new LoadPlan { Profile = new ClosedLoad(3, 1e9), IterationsPerUser = 2 },
            static (_, _) => ValueTask.FromResult(IterationResult.Completed)
        );

        var outcome = await run.ResultAsync();
        Assert.Equal((6L, 6L), (outcome.Started, outcome.Completed));
    }

    public void Dispose() => harness.Dispose();

    private async Task AdvanceAsync(double seconds)
    {
        for (var step = 0; step < seconds * 10; step++)
        {
            harness.Clock.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Delay(5);
        }
    }

    private async Task EndAfterAsync(double seconds, int iteration)
    {
        harness.Clock.Advance(TimeSpan.FromSeconds(seconds));
        harness.Iterations[iteration].End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Ended == iteration + 1, "the iteration's end");
        // The wait begins a moment after the end was counted.
        await Task.Delay(50);
    }

    private async ValueTask<IterationResult> IterateAsync(IterationContext context, CancellationToken interrupt)
    {
        await Task.Delay(1, CancellationToken.None);
        return interrupt.IsCancellationRequested ? IterationResult.Interrupted : IterationResult.Completed;
    }

    private static LoadStage Stage(double seconds, double from, double to) =>
        new(TimeSpan.FromSeconds(seconds), from, to);
}
