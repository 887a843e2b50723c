using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Workflow;

namespace BatchLoadTest.Tests.Load;

/// <summary>A part of a load, as one of several processes applies it.</summary>
public sealed class LoadPartTests : IDisposable
{
    private readonly LoadHarness harness = new();

    public void Dispose() => harness.Dispose();

    [Fact]
    public async Task Users_StartWhenTheWholeLoadWantsThem_WithTheirOwnNumbers()
    {
        harness.Control = new LoadControl(new ClosedLoad(6, 2), new LoadPart { Users = [2, 5] });
        var run = harness.Start(Plan(new ClosedLoad(6, 2)));
        for (var step = 0; step < 6; step++)
        {
            await Task.Delay(20);
            harness.Clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        await harness.BegunAsync(2);
        Assert.Equal([2, 5], harness.Iterations.Select(each => each.Context.User));
        Assert.Equal([0.5, 2], harness.BeginSeconds().Select(second => Math.Round(second, 6)));
        await EndAsync(run);
    }

    [Fact]
    public async Task Gained_StartOneAfterTheOther_AndLostOnesLeave()
    {
        var load = new ClosedLoad(4, 1000);
        harness.Control = new LoadControl(load, new LoadPart { Users = [1, 3] });
        var run = harness.Start(Plan(load));
        harness.Clock.Advance(TimeSpan.FromSeconds(10));
        await harness.BegunAsync(2);

        harness.Control.Change(
            new LoadWish(
                load,
                new LoadPart
                {
                    Epoch = 1,
                    From = TimeSpan.FromSeconds(10),
                    Users = [1, 2, 4],
                    Gained = [new GainedUser(2, TimeSpan.FromSeconds(1)), new GainedUser(4, TimeSpan.FromSeconds(2))],
                },
                TimeSpan.Zero
            )
        );
        await Eventually.TrueAsync(() => harness.Progress.Leaving.SequenceEqual([3]), "user 3 is to leave");
        harness.Iterations.Single(each => each.Context.User == 3).End.SetResult();
        await Eventually.TrueAsync(() => harness.Progress is { Users: 1, Leaving.Count: 0 }, "it has left");

        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.BegunAsync(3);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.BegunAsync(4);
        Assert.Equal([2, 4], harness.Iterations.Skip(2).Select(each => each.Context.User));
        // Whoever had them has begun iterations of theirs: what follows from a user's number must not follow twice.
        Assert.Equal([0, 0, 1, 1], harness.Iterations.Select(each => each.Context.TakenOver));
        Assert.Equal([11, 12], harness.BeginSeconds().Skip(2).Select(second => Math.Round(second, 6)));
        await EndAsync(run);
    }

    [Fact]
    public async Task StartsAt_APastMoment_WhatWasDueByThenIsThereAtOnce_AndTheEndIsTheCommonOne()
    {
        var load = new ClosedLoad(4, 1);
        harness.Control = new LoadControl(load, new LoadPart { Users = [1, 2, 3, 4] });
        harness.Clock.Advance(TimeSpan.FromSeconds(100));
        var began = harness.Clock.GetTimestamp() - (long)(2.5 * harness.Clock.TimestampFrequency);
        var run = harness.Start(Plan(load) with { StartsAt = began, RunTime = TimeSpan.FromSeconds(10) });

        await harness.BegunAsync(3);
        harness.Clock.Advance(TimeSpan.FromSeconds(0.5));
        await harness.BegunAsync(4);
        harness.Clock.Advance(TimeSpan.FromSeconds(7));

        await Eventually.TrueAsync(() => harness.Progress.IsStopping, "its time is over");
        await EndAsync(run);
    }

    // Who came before the load began had nothing of another's, whatever was distributed until then.
    [Fact]
    public async Task TakenOver_OfADistributionBeforeTheLoad_IsNone_AndOfOneThatComesLateAll()
    {
        var load = new ClosedLoad(2, 1000);
        var part = new LoadPart { Epoch = 3, Users = [1, 2] };
        harness.Control = new LoadControl(load, part);
        var run = harness.Start(Plan(load));
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.BegunAsync(2);
        Assert.All(harness.Iterations, each => Assert.Equal(0, each.Context.TakenOver));
        await EndAsync(run);

        using var late = new LoadHarness();
        late.Control = new LoadControl(load, part with { From = TimeSpan.FromSeconds(1) });
        run = late.Start(Plan(load));
        late.Clock.Advance(TimeSpan.FromSeconds(1));
        await late.BegunAsync(2);
        Assert.All(late.Iterations, each => Assert.Equal(3, each.Context.TakenOver));
        late.FirstSignal();
        late.SecondSignal();
        await run;
    }

    [Theory]
    [InlineData(ArrivalPattern.Even)]
    [InlineData(ArrivalPattern.Poisson)]
    public async Task Arrivals_OfTwoParts_AreThoseOfTheWhole(ArrivalPattern pattern)
    {
        var whole = await StartsAsync(pattern, ArrivalShare.All);
        var first = await StartsAsync(pattern, new ArrivalShare(0, 1, 3));
        var second = await StartsAsync(pattern, new ArrivalShare(1, 2, 3));

        Assert.NotEmpty(first);
        Assert.NotEmpty(second);
        Assert.Equal(whole, first.Concat(second).Order());
    }

    // One that comes late has the rate of now, and its share of the starts that the others have drawn anew.
    [Theory]
    [InlineData(ArrivalPattern.Even)]
    [InlineData(ArrivalPattern.Poisson)]
    public async Task Arrivals_OfOneThatComesAfterAChange_AreItsPartOfTheChangedLoad(ArrivalPattern pattern)
    {
        var whole = await ChangedStartsAsync(pattern, ArrivalShare.All, isLate: false);
        var first = await ChangedStartsAsync(pattern, new ArrivalShare(0, 1, 3), isLate: false);
        var late = await ChangedStartsAsync(pattern, new ArrivalShare(1, 2, 3), isLate: true);

        Assert.InRange(whole.Count, 10, 40);
        Assert.NotEmpty(late);
        Assert.Equal(whole, first.Concat(late).Order());
    }

    [Fact]
    public async Task Users_OfOneThatComesAfterAChange_StartAsTheChangedLoadWantsThem()
    {
        var wish = new LoadWish(
            new ClosedLoad(6, 1),
            new LoadPart
            {
                Epoch = 1,
                From = TimeSpan.FromSeconds(10),
                Users = [2, 5],
            },
            TimeSpan.FromSeconds(10),
            UsersBefore: 2
        );
        harness.Control = new LoadControl(wish);
        var began = harness.Clock.GetTimestamp();
        harness.Clock.Advance(TimeSpan.FromSeconds(11));

        var run = harness.Start(Plan(new ClosedLoad(2, 1000)) with { StartsAt = began });
        await harness.BegunAsync(1);
        for (var step = 0; step < 4; step++)
        {
            await Task.Delay(20);
            harness.Clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        await harness.BegunAsync(2);
        Assert.Equal([2, 5], harness.Iterations.Select(each => each.Context.User));
        Assert.Equal([11, 12], harness.BeginSeconds().Select(second => Math.Round(second, 6)));
        await EndAsync(run);
    }

    // From second 10 on 5 a second instead of 1.
    private static async Task<List<double>> ChangedStartsAsync(ArrivalPattern pattern, ArrivalShare share, bool isLate)
    {
        var change = TimeSpan.FromSeconds(10);
        var wish = new LoadWish(
            new ArrivalLoad(Schedule.Constant(5), pattern, 1000),
            new LoadPart
            {
                Epoch = 1,
                From = change,
                Arrivals = share,
            },
            change,
            0
        );
        var planned = new ArrivalLoad(Schedule.Constant(1), pattern, 1000);
        using var part = new LoadHarness { Control = isLate ? new LoadControl(wish) : new LoadControl(planned) };
        var began = part.Clock.GetTimestamp();
        part.Clock.Advance(change);
        var run = part.Start(Plan(planned) with { StartsAt = began, RunTime = TimeSpan.FromSeconds(14) });
        part.Control.Change(wish);
        for (var step = 0; step < 100 && !part.Progress.IsStopping; step++)
        {
            await Task.Delay(5);
            part.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        await Eventually.TrueAsync(() => part.Progress.IsStopping, "its time is over");
        var starts = part.IntendedSeconds().Select(second => Math.Round(second, 3)).Where(second => second > 10);
        var found = starts.Order().ToList();
        part.SecondSignal();
        await run;
        return found;
    }

    private static async Task<List<double>> StartsAsync(ArrivalPattern pattern, ArrivalShare share)
    {
        var load = new ArrivalLoad(Schedule.Constant(5), pattern, 1000);
        using var part = new LoadHarness { Control = new LoadControl(load, new LoadPart { Arrivals = share }) };
        var run = part.Start(Plan(load) with { RunTime = TimeSpan.FromSeconds(4) });
        for (var step = 0; step < 100 && !part.Progress.IsStopping; step++)
        {
            await Task.Delay(5);
            part.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        await Eventually.TrueAsync(() => part.Progress.IsStopping, "its time is over");
        var starts = part.IntendedSeconds().Select(second => Math.Round(second, 3)).Order().ToList();
        part.SecondSignal();
        await run;
        return starts;
    }

    private static LoadPlan Plan(LoadProfile profile) => new() { Profile = profile };

    private async Task EndAsync(Task<LoadOutcome> run)
    {
        harness.FirstSignal();
        harness.SecondSignal();
        await run;
    }
}
