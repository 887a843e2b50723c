using BatchLoadTest.Authentication;
using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Tests.Support.Http;
using BatchLoadTest.Tests.Support.Workflow;

namespace BatchLoadTest.Tests.Scenarios.Listing;

/// <summary>When lists are read, and by whom.</summary>
public sealed class ListUserTests
{
    private static readonly ListPlan EachTenSeconds = new(1, TimeSpan.FromSeconds(10));

    [Fact]
    public async Task Lists_AreReadAtTheirMoments_BatchesFirst()
    {
        await using var harness = ListHarness.Of(EachTenSeconds, "a");

        await harness.RunAsync(35);

        Assert.Equal([10, 20, 30], harness.BegunAt);
        Assert.Equal(
            [ListKind.Batches, ListKind.Files, ListKind.Batches, ListKind.Files, ListKind.Batches, ListKind.Files],
            harness.Sink.Walks.Select(walk => walk.Kind)
        );
        Assert.Equal([true, true, true], harness.Sink.Listings);
    }

    [Fact]
    public async Task WalkThatLastsLonger_MakesTheNextOneLate_AndThoseThatItCoversAreNotBegun()
    {
        ListHarness? of = null;
        await using var harness = new ListHarness(EachTenSeconds, AnswerAsync);
        of = harness;

        await harness.RunAsync(90);

        // From 10 to 35: the moment at 20 is left out, that at 30 is late; and so on.
        Assert.Equal([10, 35, 60, 85], harness.BegunAt);
        Assert.Equal([true, false, true, false, false, true, false, true], harness.Sink.Listings);

        async Task<HttpResponseMessage> AnswerAsync(RecordedRequest request, CancellationToken cut)
        {
            if (FakeService.StepOf(request) == Step.ListFiles)
            {
                await Task.Delay(TimeSpan.FromSeconds(25), of!.Clock, cut);
            }

            return ListHarness.Page(["a"]);
        }
    }

    [Fact]
    public async Task EndOfTheLoad_BeginsNoWalk_AndOneUnderWayHasItsTime()
    {
        ListHarness? of = null;
        await using var harness = new ListHarness(
            EachTenSeconds,
            async (_, cut) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(7), of!.Clock, cut);
                return ListHarness.Page(["a"]);
            }
        );
        of = harness;
        await harness.RunAsync(21);
        harness.Progress.Stopping();

        var end = harness.EndAsync(TimeSpan.FromSeconds(30));
        harness.Advance(5);
        await end;

        // 10 to 24, both lists; the moment at 20 was before the load's end, and never begun.
        Assert.Equal([10], harness.BegunAt);
        Assert.Equal([ListEnd.Complete, ListEnd.Complete], harness.Sink.Walks.Select(walk => walk.End));
        Assert.Equal([true, false], harness.Sink.Listings);
    }

    [Fact]
    public async Task EndOfTheLoad_BeforeTheFirstMoment_IsNothing()
    {
        await using var harness = ListHarness.Of(EachTenSeconds, "a");
        await harness.RunAsync(9);

        await harness.EndAsync(TimeSpan.FromSeconds(30));

        Assert.Empty(harness.Sink.Listings);
        Assert.Empty(harness.Requests);
    }

    [Fact]
    public async Task WalksOfTheWarmUp_AreMeasuredAsTheWarmUpIs()
    {
        await using var harness = ListHarness.Of(EachTenSeconds, "a");

        await harness.RunAsync(25, warmUp: TimeSpan.FromSeconds(15));

        Assert.Equal(2, harness.Sink.OfWarmUp.Walks.Count);
        Assert.Equal(2, harness.Sink.OfWarmUp.Measurements.Count);
        Assert.Equal(2, harness.Sink.Walks.Count);
        Assert.Equal([true], harness.Sink.Listings);
    }

    [Fact]
    public async Task KeyThatNeverWorked_EndsTheRun()
    {
        await using var harness = new ListHarness(
            EachTenSeconds,
            (_, _) => Task.FromResult(Answer.Text(401, "no such key"))
        );

        await harness.RunAsync(25);

        Assert.Contains("no such key", Assert.Single(harness.CannotGoOn), StringComparison.Ordinal);
        Assert.Equal([10], harness.BegunAt);
    }

    [Fact]
    public void Moments_AreEachOneWorkersAlone_BySharesAndEvenlyInTime()
    {
        // Of 2, 4 and 2 processors.
        ListShare[] shares = [Share(0, 2), Share(2, 4), Share(6, 2)];

        var owners = Enumerable
            .Range(1, 800)
            .Select(number =>
                Assert.Single(
                    Enumerable.Range(0, 3),
                    worker => shares[worker].Has(number, TimeSpan.FromSeconds(number))
                )
            )
            .ToList();

        Assert.InRange(owners.Count(owner => owner == 0), 197, 203);
        Assert.InRange(owners.Count(owner => owner == 1), 397, 403);
        // Nobody has more than a few in a row, or waits for long.
        Assert.All(owners.Chunk(8), few => Assert.Equal([0, 1, 2], few.Distinct().Order()));
    }

    [Fact]
    public void WorkerThatComesLate_HasNothingOfWhatWasDueBefore()
    {
        var share = new ListShare();
        share.Take(Part(new ArrivalShare(0, 1, 1), from: 100));

        Assert.False(share.Has(9, TimeSpan.FromSeconds(90)));
        Assert.True(share.Has(10, TimeSpan.FromSeconds(100)));
    }

    [Fact]
    public void ShareThatChanges_HoldsForWhatWasDueBefore()
    {
        var share = new ListShare();
        share.Take(Part(new ArrivalShare(0, 1, 1), from: 0));
        share.Take(Part(ArrivalShare.None, from: 100));

        Assert.True(share.Has(9, TimeSpan.FromSeconds(90)));
        Assert.False(share.Has(10, TimeSpan.FromSeconds(100)));
    }

    [Fact]
    public async Task WorkerThatIsToDoNothing_ReadsNothing_AndNothingOfItWasDue()
    {
        await using var harness = ListHarness.Of(EachTenSeconds, "a");
        harness.Part = LoadPart.Nothing;

        await harness.RunAsync(35);

        Assert.Empty(harness.Sink.Listings);
        Assert.Empty(harness.Requests);
    }

    private static ListShare Share(int first, int count)
    {
        var share = new ListShare();
        share.Take(Part(new ArrivalShare(first, count, 8), from: 0));
        return share;
    }

    private static LoadPart Part(ArrivalShare arrivals, int from) =>
        new() { Arrivals = arrivals, From = TimeSpan.FromSeconds(from) };
}
