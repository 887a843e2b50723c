using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

public sealed class RunMergeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 250, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // Each request and batch goes to the whole run and to one of the two halves; nothing may tell them apart later.
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Write_OfTwoHalves_EqualsTheWholeExactly(int seed)
    {
        var clock = new FakeTimeProvider(Start);
        var random = new RandomLoad(seed);
        using var whole = Open("whole", clock);
        RecordedLoad[] halves = [Open("a", clock), Open("b", clock)];
        for (var part = 0; part < 80; part++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(125));
            for (var each = random.Next(30); each > 0; each--)
            {
                var request = random.Request();
                whole.Ends(request);
                halves[random.Next(2)].Ends(request);
            }

            var batch = random.Batch();
            var half = halves[random.Next(2)];
            whole.Creates(10);
            half.Creates(10);
            whole.Ends(batch);
            half.Ends(batch);
            var walk = random.Walk();
            whole.ListingsDue(2, 1);
            half.ListingsDue(2, 1);
            whole.Lists(walk);
            half.Lists(walk);
            whole.Tick();
            halves[0].Tick();
            halves[1].Tick();
        }

        var expected = whole.Finish();
        halves[0].Finish();
        halves[1].Finish();
        var merged = Merge("a", "b");

        Assert.Equal(Buckets("whole"), Buckets("merged"));
        Assert.Equal(await WithoutOrderAsync(expected), await WithoutOrderAsync(merged.Final));
    }

    // Ten completed in one of them, and the one that is overdue in the other.
    [Fact]
    public void Write_OfTwo_AddsForeignAnswersAndFindsWhatIsOverdue()
    {
        var clock = new FakeTimeProvider(Start);
        using (var a = Open("a", clock))
        using (var b = Open("b", clock))
        {
            for (var batch = 0; batch < 10; batch++)
            {
                a.Creates(10);
                a.Ends(Measure.Batch(seconds: batch == 4 ? 3 : 1));
            }

            b.Creates(10);
            b.Ends(Measure.Batch(BatchOutcome.Unfinished, seconds: 6.001));
            a.ForeignAnswers(2);
            b.ForeignAnswers(3);
            clock.Advance(TimeSpan.FromSeconds(2));
            a.Finish();
            b.Finish();
        }

        var merged = Merge("a", "b").Final.Batches;

        Assert.Equal((5L, 1L), (merged.ForeignAnswers, merged.Overdue));
        Assert.Null(Read("b").Final.Batches.Overdue);
    }

    // Each run by itself has a user 1 with the first rows of its seed; workers of one run have users of their own.
    [Theory]
    [InlineData(7, 7, false, null)]
    [InlineData(7, 8, false, 50L)]
    [InlineData(7, 7, true, 50L)]
    public void Prompts_OfTwo_AddUp_AndDifferWhereThatIsKnown(int seed, int other, bool areParts, long? distinct)
    {
        var clock = new FakeTimeProvider(Start);
        using (var a = Open("a", clock, seed))
        using (var b = Open("b", clock, other))
        {
            a.Uploads(Uploaded(30));
            clock.Advance(TimeSpan.FromSeconds(1));
            b.Uploads(Uploaded(20));
            a.Finish();
            b.Finish();
        }

        var prompts = Merge("a", "b").Final.Prompts;

        Assert.Equal((2, 50, distinct), (prompts.Uploads, prompts.Rows, prompts.Distinct));
        Assert.Equal((5000, 10), (prompts.Tokens, prompts.Prefixed));
        Assert.Equal(30, Read("a").Final.Prompts.Distinct);

        RecordedLoad Open(string name, FakeTimeProvider time, int ofSeed) =>
            new(
                PathOf(name),
                time,
                id: name,
                change: facts =>
                    facts with
                    {
                        Plan = facts.Plan with { Seed = ofSeed },
                        PartOf = areParts ? "whole" : null,
                    }
            );

        static PromptCounts Uploaded(int rows) =>
            new()
            {
                Uploads = 1,
                Rows = rows,
                Own = rows,
                Tokens = rows * 100,
                Prefixed = 5,
            };
    }

    // Of a file that every upload repeats there are as many different prompts as in one upload.
    [Fact]
    public void Prompts_OfAFile_AreThoseOfOneUpload()
    {
        var clock = new FakeTimeProvider(Start);
        var upload = new PromptCounts
        {
            Uploads = 1,
            Rows = 10,
            Repeated = 8,
            Tokens = 100,
        };
        using (var a = Open("a", clock))
        using (var b = Open("b", clock))
        {
            a.Uploads(upload);
            a.Uploads(upload);
            clock.Advance(TimeSpan.FromSeconds(1));
            b.Uploads(upload);
            a.Finish();
            b.Finish();
        }

        var prompts = Merge("a", "b").Final.Prompts;

        Assert.Equal((3, 30, 8, 300), (prompts.Uploads, prompts.Rows, prompts.Distinct, prompts.Tokens));
    }

    // Both may repeat the same file; that one of them makes prompts of its own is no reason to doubt.
    [Theory]
    [InlineData(0, 1, 8L)]
    [InlineData(10, 1, 18L)]
    [InlineData(0, 2, null)]
    public void Prompts_OfClassesThatRepeatFiles_AreCountedTogetherForOneOnly(int own, int other, long? distinct)
    {
        var clock = new FakeTimeProvider(Start);
        var file = new PromptCounts
        {
            Uploads = 1,
            Rows = 10,
            Repeated = 8,
        };
        using (var a = Open("a", clock))
        {
            a.Uploads(file, 1);
            a.Uploads(
                new PromptCounts
                {
                    Uploads = 1,
                    Rows = own,
                    Own = own,
                },
                2
            );
            clock.Advance(TimeSpan.FromSeconds(1));
            a.Uploads(file, other);
            Assert.Equal(distinct, a.Finish().Prompts.Distinct);
        }

        Assert.Equal(distinct, Read("a").Final.Prompts.Distinct);
    }

    // The first is frozen; the second adopts its batches, and the first tells of their ends too when it wakes up.
    [Fact]
    public void Write_OfTwoPartsOfOneRun_CountsAdoptedBatchesOnce()
    {
        var clock = new FakeTimeProvider(Start);
        using (var lost = Open("a", clock, partOf: "whole"))
        using (var other = Open("b", clock, partOf: "whole"))
        {
            lost.Running(1, started: 2);
            other.Running(1, started: 1);
            lost.Creates(10);
            lost.Creates(10);
            clock.Advance(TimeSpan.FromSeconds(1));
            lost.Tick();
            other.Ends(Measure.Batch() with { BatchId = "adopted-1" });
            other.Ends(Measure.Batch() with { BatchId = "adopted-2" });
            // One of its own, and those of the lost one.
            other.Running(1, started: 1, ended: 3);
            other.Creates(10);
            other.Ends(Measure.Batch() with { BatchId = "own" });
            clock.Advance(TimeSpan.FromSeconds(1));
            lost.Ends(Measure.Batch(BatchOutcome.Lost) with { BatchId = "adopted-1" });
            clock.Advance(TimeSpan.FromSeconds(1));
            other.Tick();
            lost.Tick();
        }

        var merged = Merge("a", "b");

        Assert.Equal(
            (3L, 3L, 0L, 0L),
            (
                merged.Final.Batches.Created,
                merged.Final.Batches[BatchOutcome.Completed],
                merged.Final.Batches[BatchOutcome.Lost],
                merged.Final.Batches.InFlight
            )
        );
        Assert.Equal(
            (3L, 3L, 0L),
            (merged.Ending.Load.Started, merged.Ending.Load.Completed, merged.Ending.Load.Interrupted)
        );
    }

    [Fact]
    public void Intervals_UsersAddSecondBySecond()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        a.Running(10);
        Seconds(clock, 1, a);
        using var b = Open("b", clock);
        b.Running(5);
        Seconds(clock, 2, a, b);
        a.Running(0);
        Seconds(clock, 1, a, b);
        a.Finish();
        // The first is over; the second goes on.
        Seconds(clock, 2, b);
        b.Finish();

        var users = Merge("a", "b").History.Each(interval => interval.Users);

        Assert.Equal([10, 15, 15, 5, 5, 5, 5], users);
    }

    [Fact]
    public void Intervals_WhereAProcessStoodStill_ItsUsersStay()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        using var b = Open("b", clock);
        a.Running(10);
        b.Running(7);
        Seconds(clock, 1, a, b);
        // Three seconds without a sign of life.
        for (var second = 0; second < 3; second++)
        {
            Seconds(clock, 1, a);
        }

        Seconds(clock, 1, a, b);
        a.Finish();
        b.Finish();

        Assert.All(Merge("a", "b").History.Each(interval => interval.Users).Take(5), users => Assert.Equal(17, users));
    }

    [Fact]
    public void Merge_ShiftsTimesOfTheLaterRun()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        clock.Advance(TimeSpan.FromSeconds(10));
        using var b = Open("b", clock);
        clock.Advance(TimeSpan.FromSeconds(2));
        b.Ends(Measure.Of(outcome: Outcome.TimedOut, status: 0, milliseconds: 1));
        a.Finish();
        b.Finish();

        var merged = Merge("a", "b");

        Assert.Equal(12, Assert.Single(merged.Final.Failures).First.TotalSeconds, 3);
        Assert.Equal(Start, merged.Run.StartedAt);
        Assert.Equal(12, merged.Ending.Elapsed.TotalSeconds, 3);
        Assert.Equal(1.0 / 12, merged.Final.Total.TotalRate, 6);
    }

    [Fact]
    public void Facts_LoadsAddUp()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock, users: 10);
        using var b = Open("b", clock, users: 32);
        a.Finish();
        b.Finish();

        var merged = Merge("a", "b");

        Assert.Equal(new ClosedLoad(42, 10), merged.Run.Plan.Profile);
        Assert.Equal(["a", "b"], merged.Run.MergedFrom);
        Assert.Equal("42", merged.Run.Settings[0].Value);
        Assert.Equal("sum of 2 runs", merged.Run.Settings[0].Source);
    }

    [Fact]
    public void Ending_IsThatOfTheWorst()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        using var b = Open("b", clock);
        a.Finish();
        b.Finish(RunEnd.Terminated);

        Assert.Equal(RunEnd.Terminated, Merge("a", "b").Ending.End);
    }

    [Fact]
    public void Ending_HasTheBudgetThatEndedOneOfThem()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        using var b = Open("b", clock);
        a.Finish();
        b.Finish(budget: new BudgetEnd("max_rows", 100, 120));

        Assert.Equal(new BudgetEnd("max_rows", 100, 120), Merge("a", "b").Ending.Budget);
    }

    [Fact]
    public void Disagreements_NameWhatDiffers()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock, users: 10);
        using var b = Open("b", clock, users: 20);
        a.Journal.KeyUsed("one");
        b.Journal.KeyUsed("two");
        a.Finish();
        b.Finish();

        var found = RunDisagreements.Of([Read("a"), Read("b")]);

        Assert.Equal(["API key (fingerprint): one in a, two in b"], found);
    }

    // One that was recorded before proxies were says nothing of them.
    [Theory]
    [InlineData("none", "http://***@proxy:3128", "proxy: none in a, http://***@proxy:3128 in b")]
    [InlineData("none", "none", "")]
    [InlineData(null, "http://proxy:3128", "")]
    public void Disagreements_AnotherProxy_IsNamed(string? one, string? other, string expected)
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        using var b = Open("b", clock);
        a.Finish();
        b.Finish();

        var found = RunDisagreements.Of([Through(Read("a"), one), Through(Read("b"), other)]);

        Assert.Equal(expected, string.Join("; ", found));

        static RecordedRun Through(RecordedRun run, string? proxy) => run with { Run = run.Run with { Proxy = proxy } };
    }

    [Fact]
    public void Disagreements_RunWithoutAKey_HasNoOtherKey()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        using var b = Open("b", clock);
        using var c = Open("c", clock);
        b.Journal.KeyUsed("one");
        c.Journal.KeyUsed("two");

        Assert.Empty(RunDisagreements.Of([Read("a"), Read("b")]));
        Assert.Empty(RunDisagreements.Of([Read("b"), Read("a")]));
        Assert.Equal(
            ["API key (fingerprint): one in b, two in c"],
            RunDisagreements.Of([Read("a"), Read("b"), Read("c")])
        );
    }

    [Fact]
    public void Ending_WhereARunHasNoEnd_SaysWhichInProblemAndNotices()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        using var b = Open("b", clock);
        a.Finish();
        List<RecordedRun> runs = [Read("a"), Read("b")];

        var ending = RunMerge.Ending(runs, RunMerge.Facts(runs), peakUsers: 0);

        Assert.Equal(RunEnd.Unknown, ending.End);
        Assert.StartsWith("b: the journal has no end", ending.Problem, StringComparison.Ordinal);
        Assert.Equal(ending.Problem, string.Join("; ", ending.Notices));
    }

    [Fact]
    public void Repeated_FindsARunWithinAMergedOne()
    {
        var clock = new FakeTimeProvider(Start);
        using var a = Open("a", clock);
        using var b = Open("b", clock);
        a.Finish();
        b.Finish();
        Merge("a", "b");

        Assert.Equal(["b"], RunMerge.Repeated([Read("merged"), Read("b")]));
        Assert.Empty(RunMerge.Repeated([Read("a"), Read("b")]));
    }

    private RecordedLoad Open(string name, FakeTimeProvider clock, int users = 10, string? partOf = null) =>
        new(PathOf(name), clock, name, users, facts => facts with { PartOf = partOf });

    private RecordedRun Read(string name) => RecordedRun.Read(PathOf(name));

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    private RecordedRun Merge(params string[] names)
    {
        List<RecordedRun> runs = [.. names.Select(Read)];
        var facts = RunMerge.Facts(runs);
        using (var journal = new JournalWriter(PathOf("merged"), facts, problem => Assert.Fail(problem)))
        {
            var (_, peakUsers) = RunMerge.Write(runs, facts, journal);
            journal.End(RunMerge.Ending(runs, facts, peakUsers), [], exitCode: 0);
        }

        return Read("merged");
    }

    private List<string> Buckets(string name)
    {
        var sum = new PerStep<StepCounters>(_ => new StepCounters());
        foreach (var interval in Read(name).History.Read())
        {
            foreach (var step in StepCatalogue.Steps)
            {
                sum[step].Add(interval.Steps[step]);
            }
        }

        List<string> buckets = [];
        foreach (var histogram in sum.SelectMany(step => new[] { step.Latency, step.TimeToFirstByte }))
        {
            buckets.Add($"{histogram.Count} {histogram.SumTicks} {histogram.MinTicks} {histogram.MaxTicks}");
            foreach (var (microseconds, count) in histogram)
            {
                buckets.Add($"{microseconds} x {count}");
            }
        }

        return buckets;
    }

    // Which example is shown first, and which batch, depends on the order within a second.
    private static async Task<string> WithoutOrderAsync(RunSnapshot final) =>
        string.Join(
            '\n',
            (
                await AllFigures.OfAsync(
                    final with
                    {
                        Failures = [.. final.Failures.Select(failure => failure with { Example = "" })],
                        Batches = final.Batches with
                        {
                            Examples = [],
                            Results = final.Batches.Results with { Examples = ResultSummary.Empty.Examples },
                        },
                    }
                )
            ).Split('\n')
        );

    private static void Seconds(FakeTimeProvider clock, int seconds, params RecordedLoad[] loads)
    {
        for (var second = 0; second < seconds; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            foreach (var load in loads)
            {
                load.Tick();
            }
        }
    }
}
