using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Workflow;

namespace BatchLoadTest.Tests.Load;

/// <summary>Batches of another process, ended beside the users of any kind of load.</summary>
public sealed class AdoptedBatchTests : IDisposable
{
    private readonly LoadHarness harness = new();

    public static TheoryData<string> Kinds => ["users", "rate", "in flight"];

    public void Dispose() => harness.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Adopted_IsWaitedForLikeAUser_AndOnlyItsEndIsCounted(string kind)
    {
        var load = Load(kind);
        harness.Control = new LoadControl(load, new LoadPart { Users = [], Arrivals = ArrivalShare.None });
        var run = harness.Start(Plan(load));

        Assert.True(harness.Control.Adopted.TryAdopt([Batch("b-1"), Batch("b-2")]));
        await harness.BegunAsync(2);
        Assert.Equal(["b-1", "b-2"], harness.Iterations.Select(each => each.Context.Adopted!.Id).Order());
        harness.FirstSignal();
        harness.Iterations[0].End.SetResult();
        await Task.Delay(20);
        Assert.False(run.IsCompleted);
        harness.Iterations[1].End.SetResult();

        var outcome = await run.ResultAsync();
        Assert.Equal((0, 2, 0), (outcome.Started, outcome.Completed, outcome.Interrupted));
        Assert.Equal((0, 2, 0), (harness.Progress.Started, harness.Progress.Ended, harness.Progress.PeakUsers));
        Assert.False(harness.Control.Adopted.TryAdopt([Batch("b-3")]));
    }

    [Fact]
    public async Task Adopted_StopTimeoutIsOver_IsInterruptedLikeTheOthers()
    {
        harness.Control = new LoadControl(Load("users"), new LoadPart { Users = [] });
        var run = harness.Start(Plan(Load("users")));
        harness.Control.Adopted.TryAdopt([Batch("b-1")]);
        await harness.BegunAsync(1);

        harness.FirstSignal();
        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "the load is over");
        harness.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(1, (await run.ResultAsync()).Interrupted);
    }

    [Fact]
    public async Task Adopted_BeforeTheLoadBegins_IsBegunWithIt_Once()
    {
        harness.Control = new LoadControl(Load("users"), new LoadPart { Users = [] });
        harness.Control.Adopted.TryAdopt([Batch("b-1")]);
        var run = harness.Start(Plan(Load("users")));

        await harness.BegunAsync(1);
        await Task.Delay(20);
        Assert.Single(harness.Iterations);
        await EndAsync(run);
    }

    [Fact]
    public async Task InFlight_AdoptedOnesAreAmongThem()
    {
        var load = new InFlightLoad(4, 100);
        harness.Control = new LoadControl(load, new LoadPart { Users = [1, 2] });
        var run = harness.Start(Plan(load));
        await harness.BegunAsync(2);

        // What a lost worker had is given to this one: its places, and the two batches that are in them.
        harness.Control.Adopted.TryAdopt([Batch("b-1"), Batch("b-2")]);
        await harness.BegunAsync(4);
        harness.Control.Change(new LoadWish(load, new LoadPart { Epoch = 1, Users = [1, 2, 3, 4] }, TimeSpan.Zero));
        await Task.Delay(50);
        Assert.Equal(4, harness.Iterations.Count);

        harness.Iterations.First(each => each.Context.Adopted is not null).End.SetResult();
        await harness.BegunAsync(5);
        await Task.Delay(20);
        Assert.Equal(5, harness.Iterations.Count);
        Assert.Null(harness.Iterations[4].Context.Adopted);
        await EndAsync(run);
    }

    private static LoadProfile Load(string kind) =>
        kind switch
        {
            "users" => new ClosedLoad(4, 100),
            "rate" => new ArrivalLoad(Schedule.Constant(1), ArrivalPattern.Even, 100),
            _ => new InFlightLoad(4, 100),
        };

    private static OpenBatch Batch(string id) => new(id, "file-1", DateTimeOffset.UnixEpoch, 7, 10);

    private static LoadPlan Plan(LoadProfile profile) => new() { Profile = profile };

    private async Task EndAsync(Task<LoadOutcome> run)
    {
        harness.SecondSignal();
        await run.ResultAsync();
    }
}
