using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Workflow;

namespace BatchLoadTest.Tests.Load;

/// <summary>One process's share of the iterations of a run, which grows and shrinks while it runs.</summary>
public sealed class IterationShareTests : IDisposable
{
    private static readonly ClosedLoad TwoUsers = new(2, 1000);

    private readonly LoadHarness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Grows_UsersThatHadNoneLeftGoOn_AndEndWhereNoneWillCome()
    {
        var run = Start(new IterationShare(1, 2));
        await harness.BegunAsync(2);
        await EndAsync(0, 2);
        Assert.Equal((2, false), (harness.Progress.Users, run.IsCompleted));

        Give(new IterationShare(2, 3));
        await harness.BegunAsync(3);
        await EndAsync(2, 3);
        Assert.False(run.IsCompleted);
        Give(new IterationShare(3, 3, IsFinal: true));

        Assert.Equal(3, (await run).Completed);
    }

    [Fact]
    public async Task Shrinks_WhatWasBegunStays_AndTheRestIsGivenUp()
    {
        var run = Start(new IterationShare(1, 10));
        await harness.BegunAsync(2);

        Give(new IterationShare(2, 1));

        await Eventually.TrueAsync(() => harness.Progress.Share == new IterationShare(2, 2), "it says what it keeps");
        await EndAsync(0, 2);
        // Below what it has begun by now it gets none.
        Give(new IterationShare(3, 2, IsFinal: true));
        Assert.Equal(2, (await run).Started);
    }

    [Fact]
    public async Task Stopped_WhatIsLeftIsGivenUp()
    {
        var run = Start(new IterationShare(1, 10));
        await harness.BegunAsync(2);

        harness.FirstSignal();

        await Eventually.TrueAsync(
            () => harness.Progress.Share == new IterationShare(1, 2, IsFinal: true),
            "it says what it has begun"
        );
        await EndAsync(0, 2);
        Assert.Equal(2, (await run).Completed);
    }

    // Nothing ran while it waited for others.
    [Fact]
    public async Task LoadTime_EndsWithTheLastIteration()
    {
        var run = Start(new IterationShare(1, 2));
        await harness.BegunAsync(2);
        harness.Clock.Advance(TimeSpan.FromSeconds(3));
        await EndAsync(0, 2);
        harness.Clock.Advance(TimeSpan.FromSeconds(5));

        Give(new IterationShare(2, 2, IsFinal: true));

        var load = await run;
        Assert.Equal((3.0, 0.0), (Math.Round(load.LoadTime.TotalSeconds, 1), load.StopTime.TotalSeconds));
    }

    private Task<LoadOutcome> Start(IterationShare share)
    {
        harness.Control = new LoadControl(TwoUsers, PartOf(share));
        var run = harness.Start(new LoadPlan { Profile = TwoUsers, Iterations = 1000 });
        harness.Clock.Advance(TimeSpan.FromMilliseconds(10));
        return run;
    }

    private void Give(IterationShare share) =>
        harness.Control!.Change(new LoadWish(TwoUsers, PartOf(share), TimeSpan.Zero));

    private static LoadPart PartOf(IterationShare share) => new() { Users = [1, 2], Iterations = share };

    private async Task EndAsync(int from, int to)
    {
        for (var iteration = from; iteration < to; iteration++)
        {
            harness.Iterations[iteration].End.SetResult();
        }

        await Eventually.TrueAsync(() => harness.Progress.Ended == to, "they have ended");
    }
}
