using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Load;

/// <summary>A load that is changed while it runs.</summary>
public sealed class LoadControlTests : IDisposable
{
    private static readonly WaitTime LongThought = new(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(100));

    private readonly LoadHarness harness = new() { Control = new LoadControl(new ClosedLoad(2, 1000)) };

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Change_MoreUsers_StartAtTheNewRateFromThen()
    {
        var run = harness.Start(Plan());
        await StartedAsync(2);
        harness.Clock.Advance(TimeSpan.FromSeconds(10));

        harness.Control!.Change(new ClosedLoad(5, 2));
        await StartedAsync(3);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.5));
        await StartedAsync(4);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.5));
        await StartedAsync(5);

        var changed = harness.BeginSeconds()[2];
        Assert.InRange(changed, 10, 10.1);
        Assert.Equal([0, 0.5, 1], harness.BeginSeconds().Skip(2).Select(second => Math.Round(second - changed, 6)));
        Assert.Equal(5, harness.Progress.Users);
        await EndAsync(run);
    }

    [Fact]
    public async Task Change_FewerUsers_EndsTheLastOnesAfterTheirIteration()
    {
        harness.Control!.Change(new ClosedLoad(4, 1000));
        var run = harness.Start(Plan());
        await StartedAsync(4);

        harness.Control.Change(new ClosedLoad(1, 1000));
        await Task.Delay(50);
        Assert.Equal(4, harness.Progress.Users);
        foreach (var iteration in harness.Iterations)
        {
            iteration.End.SetResult();
        }

        await Eventually.TrueAsync(() => harness.Progress.Users == 1, "three users have left");
        await harness.BegunAsync(5);
        Assert.Equal(1, harness.Iterations[4].Context.User);
        var outcome = await EndAsync(run);
        Assert.Equal(0, outcome.Dropped);
    }

    [Fact]
    public async Task Change_FewerUsers_WakesThoseWhoThink_AndOnlyThoseLeave()
    {
        var run = harness.Start(Plan() with { Wait = LongThought });
        await StartedAsync(2);
        harness.Iterations[0].End.SetResult();
        harness.Iterations[1].End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress.Ended == 2, "both think");
        harness.Clock.Advance(TimeSpan.FromSeconds(40));

        harness.Control!.Change(new ClosedLoad(1, 1000));
        await Eventually.TrueAsync(() => harness.Progress.Users == 1, "one has left");
        // The other one's thought takes the hundred seconds that it was to take.
        harness.Clock.Advance(TimeSpan.FromSeconds(59));
        await Task.Delay(50);
        Assert.Equal(2, harness.Iterations.Count);
        await Eventually.TrueAsync(
            () =>
            {
                harness.Clock.Advance(TimeSpan.FromMilliseconds(100));
                return harness.Iterations.Count == 3;
            },
            "the next iteration"
        );

        Assert.InRange(harness.BeginSeconds()[2], 100, 130);
        await EndAsync(run);
    }

    [Fact]
    public async Task Change_UsersWhoComeBack_HaveNumbersOfTheirOwn()
    {
        var run = harness.Start(Plan());
        await StartedAsync(2);
        harness.Control!.Change(new ClosedLoad(1, 1000));
        await Eventually.TrueAsync(
            () =>
            {
                harness
                    .Iterations.Where(each => each.Context.User == 2)
                    .ToList()
                    .ForEach(each => each.End.TrySetResult());
                return harness.Progress.Users == 1;
            },
            "one has left"
        );

        harness.Control.Change(new ClosedLoad(2, 1000));
        await Eventually.TrueAsync(
            () =>
            {
                harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
                return harness.Iterations[^1].Context.User == 3;
            },
            "the third user"
        );

        Assert.Equal(2, harness.Progress.Users);
        await EndAsync(run);
    }

    [Fact]
    public async Task Iterations_AllStarted_EndTheRunThoughItCouldBeChanged()
    {
        var run = harness.Start(Plan() with { Iterations = 2 });
        await StartedAsync(2);
        harness.Iterations[0].End.SetResult();
        harness.Iterations[1].End.SetResult();

        Assert.Equal(2, (await run.ResultAsync()).Completed);
    }

    private static LoadPlan Plan() => new() { Profile = new ClosedLoad(2, 1000), Wait = WaitTime.None };

    // The spawning user is woken by a timer of a millisecond at the least.
    private Task StartedAsync(int count) =>
        Eventually.TrueAsync(
            () =>
            {
                if (harness.Iterations.Count < count && ((ClosedLoad)harness.Control!.Target).SpawnRate > 100)
                {
                    harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
                }

                return harness.Iterations.Count >= count;
            },
            $"iteration {count}"
        );

    private async Task<LoadOutcome> EndAsync(Task<LoadOutcome> run)
    {
        harness.SecondSignal();
        return await run.ResultAsync();
    }
}
