using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class DeadlineOrderTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly DeadlineOrder order = new();

    [Fact]
    public void OneThatEndsAfterAnotherThatWasDueLater_IsOvertaken_WithBothNamed()
    {
        Add("slow", created: 0, due: 100, done: 50, number: 1);
        Add("quick", created: 10, due: 3600, done: 20, number: 2);

        Assert.Equal(new DeadlineCounts(2, 1), order.Counts);
        Assert.Equal(0.5, order.Counts.InOrderShare);
        Assert.Equal((new DeadlineCounts(1, 1), new DeadlineCounts(1, 0)), (order.OfClass(1), order.OfClass(2)));
        Assert.Equal(new Overtaking("slow", At(100), At(50), "quick", At(3600), At(20)), Assert.Single(order.Examples));
    }

    [Fact]
    public void Examples_AreTheFirstFew_OfAllAndOfEachClass()
    {
        for (var number = 0; number < 8; number++)
        {
            Add($"one-{number}", 0, 100, 50, number: 1);
            Add($"two-{number}", 0, 100, 50, number: 2);
        }

        Add("quick", 10, 3600, 20, number: 3);

        Assert.Equal(16, order.Counts.Overtaken);
        Assert.Equal(5, order.Examples.Count);
        Assert.Equal(
            ["two-0", "two-1", "two-2", "two-3", "two-4"],
            order.ExamplesOfClass(2).Select(each => each.BatchId)
        );
        Assert.Empty(order.ExamplesOfClass(3));
    }

    [Theory]
    [InlineData(0, 100, 50, 3600, 50)] // in the same second: whole seconds do not say which was first
    [InlineData(0, 100, 50, 100, 20)] // due in the same second
    [InlineData(30, 100, 50, 3600, 20)] // made after the other had ended
    [InlineData(20, 100, 50, 3600, 20)] // made in the second in which the other ended
    [InlineData(0, 100, 19, 3600, 20)]
    public void OneThatNeverWaitedBesideAnotherThatWasDueLaterAndEndedEarlier_IsInOrder(
        int created,
        int due,
        int done,
        int otherDue,
        int otherDone
    )
    {
        Add("one", created, due, done);
        Add("other", 0, otherDue, otherDone);

        Assert.Equal(new DeadlineCounts(2, 0), order.Counts);
    }

    [Fact]
    public void OneThatExpired_EndedNoEarlierThanItWasDue()
    {
        order.Add(Record("late", 0, 100, null) with { Outcome = BatchOutcome.Expired }, window: null);
        Add("quick", 10, 3600, 99);

        Assert.Equal(new DeadlineCounts(2, 1), order.Counts);
    }

    [Fact]
    public void WithoutStamps_OrWithoutAnEndOfItsWork_OneHasNoPlaceInTheOrder()
    {
        order.Add(Record("untold", 0, null, 50), window: null);
        order.Add(Record("undone", 0, 100, null), window: null);
        order.Add(Record("failed", 0, 100, 50) with { Outcome = BatchOutcome.Failed }, window: null);
        order.Add(Record("made", 0, 100, 50) with { ServerCreatedAt = null }, window: null);

        Assert.Equal(default, order.Counts);
        Assert.Null(order.Counts.InOrderShare);
    }

    [Fact]
    public void WhereTheServiceDoesNotSayWhenItIsDue_ItsWindowDoes()
    {
        order.Add(Record("slow", 0, null, 50), TimeSpan.FromSeconds(100));
        order.Add(Record("quick", 10, null, 20), TimeSpan.FromHours(1));

        Assert.Equal(new DeadlineCounts(2, 1), order.Counts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void InWhateverOrderEndsAreSeen_TheCountIsThatOfAllPairs(int seed)
    {
        var random = new Random(seed);
        var batches = Enumerable
            .Range(0, 2000)
            .Select(number =>
            {
                var created = number / 4;
                return (
                    Created: created,
                    Due: created + new[] { 60, 600, 3600 }[random.Next(3)],
                    Done: created + 1 + random.Next(40),
                    // A poll later.
                    Seen: created + 41 + random.Next(30)
                );
            })
            .ToList();

        foreach (var (each, number) in batches.OrderBy(each => each.Seen).Select((each, number) => (each, number)))
        {
            Add($"{number}", each.Created, each.Due, each.Done);
        }

        var expected = batches.Count(each =>
            batches.Exists(other => other.Due > each.Due && other.Done < each.Done && other.Done > each.Created)
        );
        Assert.InRange(expected, 100, 1900);
        Assert.Equal(new DeadlineCounts(2000, expected), order.Counts);
    }

    [Fact]
    public void WhatEndedLongAgo_StillTellsOfOneThatWaitedAllTheTime()
    {
        Add("first", 0, 50_000, 1);
        for (var number = 1; number < 5 * DeadlineOrder.MaxRecent; number++)
        {
            Add($"{number}", number, number + 60, number + 1);
        }

        var before = order.Counts.Overtaken;
        Add("starved", 0, 49_000, 5 * DeadlineOrder.MaxRecent);
        Assert.Equal((0, 1), (before, order.Counts.Overtaken));
    }

    [Fact]
    public void OneThatIsMade_OncePerSecondWithOneWindow_InOrder_OvertakesNone()
    {
        for (var number = 0; number < 100; number++)
        {
            Add($"{number}", number, number + 3600, number + 10);
        }

        Assert.Equal(1, order.Counts.InOrderShare);
    }

    private void Add(string id, int created, int due, int done, int number = 0) =>
        order.Add(Record(id, created, due, done) with { Class = number }, window: null);

    private static BatchRecord Record(string id, int created, int? due, int? done) =>
        new()
        {
            BatchId = id,
            User = 1,
            Outcome = BatchOutcome.Completed,
            LastStatus = "completed",
            Turnaround = TimeSpan.FromSeconds(1),
            Polls = 1,
            ServerCreatedAt = At(created),
            DueAt = due is { } known ? At(known) : null,
            ServerDoneAt = done is { } end ? At(end) : null,
        };

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);
}
