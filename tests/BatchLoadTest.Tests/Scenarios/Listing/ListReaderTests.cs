using BatchLoadTest.Measurements;
using BatchLoadTest.Scenarios.Listing;
using BatchLoadTest.Tests.Support.Http;
using BatchLoadTest.Tests.Support.Workflow;

namespace BatchLoadTest.Tests.Scenarios.Listing;

/// <summary>What one walk through a list finds.</summary>
public sealed class ListReaderTests
{
    private static readonly ListPlan EachSecond = new(1, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task EachOnce_OnSeveralPages_IsAllRight()
    {
        await using var harness = Paged(["a", "b"], ["c", "d"], ["e"]);
        harness.Create("a", "c", "e");

        var walk = await WalkAsync(harness);

        Assert.Equal(ListEnd.Complete, walk.End);
        Assert.Equal((3, 5, 0, 3, 0), (walk.Pages, walk.Items, walk.Doubled, walk.Expected, walk.Missing));
        Assert.Equal(3, walk.PageTimes.Count);
        Assert.Equal(
            ["limit=100", "limit=100&after=b", "limit=100&after=d"],
            harness
                .Requests.Where(request => FakeService.StepOf(request) == Step.ListBatches)
                .Select(request => request.Uri.Query.TrimStart('?'))
        );
        Assert.Equal(3, harness.Sink.Of(Step.ListBatches).Count);
        Assert.Single(harness.Sink.Of(Step.ListFiles));
    }

    [Fact]
    public async Task ObjectThatComesAgain_IsDoubledOnce_WithItsPages()
    {
        await using var harness = Paged(["a", "b"], ["b", "c"], ["b", "d", "a"]);

        var walk = await WalkAsync(harness);

        Assert.Equal((ListEnd.Complete, 4, 2), (walk.End, walk.Items, walk.Doubled));
        Assert.Equal(["b on pages 1 and 2", "a on pages 1 and 3"], walk.DoubledExamples);
    }

    [Fact]
    public async Task OwnObjectThatIsNotThere_IsMissing_ByItsId()
    {
        await using var harness = Paged(["a", "b"], ["d"]);
        harness.Create("a", "b", "c", "d");

        var walk = await WalkAsync(harness);

        Assert.Equal((4, 1), (walk.Expected, walk.Missing));
        Assert.Equal(["c on none of 2 pages"], walk.MissingExamples);
    }

    [Fact]
    public async Task WhatTheRunHasDeletedMeanwhile_IsNotMissing()
    {
        ListHarness? of = null;
        await using var harness = new ListHarness(
            EachSecond,
            (_, _) =>
            {
                of!.Own.Gone(ListKind.Batches, "b");
                return Task.FromResult(ListHarness.Page(["a"]));
            }
        );
        of = harness;
        harness.Create("a", "b");

        var walk = await WalkAsync(harness);

        Assert.Equal((1, 0), (walk.Expected, walk.Missing));
    }

    [Fact]
    public async Task WhatIsCreatedWhileTheListIsRead_NeedNotBeThere()
    {
        ListHarness? of = null;
        await using var harness = new ListHarness(
            EachSecond,
            (_, _) =>
            {
                of!.Create("late");
                return Task.FromResult(ListHarness.Page(["a"]));
            }
        );
        of = harness;
        harness.Create("a");

        var walk = await WalkAsync(harness);

        Assert.Equal((1, 0), (walk.Expected, walk.Missing));
    }

    [Fact]
    public async Task FailedPage_LeavesWhatIsMissingOpen()
    {
        var pages = 0;
        await using var harness = new ListHarness(
            EachSecond,
            (_, _) =>
                Task.FromResult(
                    ++pages == 1 ? ListHarness.Page(["a", "a"], hasMore: true) : Answer.Text(500, "sk-secret")
                )
        );
        harness.Redactor.Add("sk-secret");
        harness.Create("a", "b");

        var walk = await WalkAsync(harness);

        Assert.Equal((ListEnd.Failed, 1, 1, 0, 0), (walk.End, walk.Pages, walk.Doubled, walk.Expected, walk.Missing));
        Assert.Equal("http_500 ***", walk.Problem);
    }

    [Fact]
    public async Task NoLists_IsAFailedWalkEachTime()
    {
        await using var harness = new ListHarness(EachSecond, (_, _) => Task.FromResult(Answer.Text(405)));

        await harness.RunAsync(2.5);

        Assert.Equal([ListEnd.Failed, ListEnd.Failed], harness.OfBatches.Select(walk => walk.End));
        Assert.Equal(4, harness.Sink.Measurements.Count(each => each.Outcome.IsFailure()));
    }

    [Fact]
    public async Task RetryAfter_IsWaitedFor_AndTheWalkGoesOn()
    {
        var answered = 0;
        await using var harness = new ListHarness(
            EachSecond,
            (_, _) => Task.FromResult(++answered == 1 ? Answer.RetryAfter(429, "3") : ListHarness.Page(["a"]))
        );

        await harness.RunAsync(4.5);

        var walk = harness.OfBatches[0];
        Assert.Equal((ListEnd.Complete, 1, 1), (walk.End, walk.Pages, walk.Items));
        Assert.Equal(TimeSpan.FromSeconds(3), walk.Duration);
        Assert.Equal([Outcome.HttpStatus, Outcome.Success], Outcomes(harness).Take(2));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("x")]
    public async Task EmptyPageOfAListThatGoesOn_IsItsEnd(string? lastId)
    {
        var pages = 0;
        await using var harness = new ListHarness(
            EachSecond,
            (_, _) =>
                Task.FromResult(
                    ++pages == 1 ? ListHarness.Page(["a"], hasMore: true) : ListHarness.Page([], hasMore: true, lastId)
                )
        );

        var walk = await WalkAsync(harness);

        Assert.Equal((ListEnd.Endless, 2, 1), (walk.End, walk.Pages, walk.Items));
        Assert.Equal("the list says that it goes on, on a page without anything", walk.Problem);
    }

    [Fact]
    public async Task ListThatBeginsAgain_IsLeft_AndNothingOfItIsDoubled()
    {
        await using var harness = new ListHarness(
            EachSecond,
            (_, _) => Task.FromResult(ListHarness.Page(["a", "b"], hasMore: true))
        );
        harness.Create("a", "c");

        var walk = await WalkAsync(harness);

        Assert.Equal((ListEnd.Endless, 2, 2, 0, 0), (walk.End, walk.Pages, walk.Items, walk.Doubled, walk.Missing));
    }

    // A full page may not be all; a service that knows no pages sends it once more, and one that does the rest.
    [Theory]
    [InlineData(true, 250)]
    [InlineData(false, 100)]
    public async Task ListThatDoesNotSayWhetherThereIsMore_IsReadOnBehindAFullPage(bool knowsPages, int items)
    {
        var ids = Enumerable.Range(0, 250).Select(number => $"b{number}").ToList();
        await using var harness = new ListHarness(
            EachSecond,
            (request, _) =>
            {
                var after = System.Web.HttpUtility.ParseQueryString(request.Uri.Query)["after"];
                var from = after is null || !knowsPages ? 0 : ids.IndexOf(after) + 1;
                return Task.FromResult(ListHarness.Page(ids.Skip(from).Take(100), hasMore: null));
            }
        );

        var walk = await WalkAsync(harness);

        Assert.Equal((ListEnd.Complete, items, 0), (walk.End, walk.Items, walk.Doubled));
    }

    [Fact]
    public async Task EndOfTheRun_CutsItOff_AndNothingIsJudged()
    {
        await using var harness = new ListHarness(
            EachSecond,
            async (_, cut) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cut);
                return Answer.Text(500);
            }
        );
        harness.Create("a");
        await harness.RunAsync(1.5);
        Assert.Empty(harness.Sink.Walks);

        await harness.EndAsync();

        var walk = Assert.Single(harness.Sink.Walks);
        Assert.Equal((ListEnd.CutOff, 0, 0), (walk.End, walk.Expected, walk.Missing));
        Assert.Equal([Outcome.Interrupted], Outcomes(harness));
    }

    private static IEnumerable<Outcome> Outcomes(ListHarness harness) =>
        harness.Sink.Of(Step.ListBatches).Select(each => each.Outcome);

    private static async Task<ListWalk> WalkAsync(ListHarness harness)
    {
        await harness.RunAsync(1.5);
        return Assert.Single(harness.OfBatches);
    }

    // Batches page by page; no files.
    private static ListHarness Paged(params string[][] pages)
    {
        var next = 0;
        return new ListHarness(
            EachSecond,
            (request, _) =>
                Task.FromResult(
                    FakeService.StepOf(request) == Step.ListFiles
                        ? ListHarness.Page([])
                        : ListHarness.Page(pages[next], hasMore: ++next < pages.Length)
                )
        );
    }
}
