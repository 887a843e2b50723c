using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Simulation;
using BatchLoadTest.Thresholds;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>Every figure of each class: while the run goes on, from its journal, and of several processes.</summary>
public sealed class ClassFiguresTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 250, TimeSpan.Zero);

    private static readonly ClassTerms[] Classes =
    [
        new("small", 0.6, "a.jsonl", "/v1/chat/completions", "24h", TimeSpan.FromHours(24)),
        new("big", 0.4, "20 rows", "/v1/embeddings", "20s", TimeSpan.FromSeconds(20)),
        new("idle", 0, "b.jsonl", "/v1/chat/completions", "1h", TimeSpan.FromHours(1)),
    ];

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Journal_OfClasses_HasEachOfTheirFiguresAsTheRunHadThem()
    {
        using var whole = Open("whole");
        RecordedLoad[] halves = [Open("a"), Open("b")];
        var random = new Random(7);
        var load = new RandomLoad(7);
        for (var part = 0; part < 60; part++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(175));
            for (var each = 0; each < 12; each++)
            {
                var request = load.Request() with { Class = random.Next(3) };
                whole.Ends(request);
                halves[random.Next(2)].Ends(request);
            }

            var batch = load.Batch() with { Class = 1 + random.Next(2) };
            foreach (var process in new[] { whole, halves[random.Next(2)] })
            {
                process.Creates(10, clock.GetUtcNow(), batch.Class);
                process.Ends(batch);
            }

            RecordedLoad[] all = [whole, .. halves];
            Array.ForEach(all, each => each.Tick());
        }

        var final = whole.Finish();
        Array.ForEach(halves, half => half.Finish());

        Assert.Equal(3, final.Classes.Count);
        Assert.Equal(60, final.Classes.Sum(part => part.Figures.Batches.Created));
        Assert.True(final.Classes.Take(2).All(part => part.Figures is { Total.Requests: > 100, Steps.Count: > 5 }));
        Assert.Equal(0, final.Classes[2].Figures.Total.Requests);
        var read = Read("whole");
        Assert.Equal(Classes, read.Run.Classes);
        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(read.Final));
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(await OfAsync(final, number), await OfAsync(read.Final, number));
            Assert.Equal(await OfAsync(final, number), await OfAsync(Merge().Final, number));
        }
    }

    [Fact]
    public void Thresholds_OfAClass_AreJudgedByItsFigures()
    {
        using var load = Open("run");
        for (var batch = 0; batch < 10; batch++)
        {
            load.Creates(10, batchClass: 1);
            load.Ends(Measure.Batch(seconds: 100) with { Class = 1 });
            load.Creates(10, batchClass: 2);
            load.Ends(
                Measure.Batch(seconds: 15, outcome: batch == 0 ? BatchOutcome.Failed : BatchOutcome.Completed) with
                {
                    Class = 2,
                }
            );
        }

        // Older than its window: late. Younger: nobody knows.
        load.Creates(10, batchClass: 2);
        load.Ends(Measure.Batch(BatchOutcome.Unfinished, seconds: 21) with { Class = 2 });
        load.Creates(10, batchClass: 2);
        load.Ends(Measure.Batch(BatchOutcome.Unfinished, seconds: 19) with { Class = 2 });
        clock.Advance(TimeSpan.FromSeconds(2));
        var final = load.Finish();

        Assert.Equal(100_000, Value(final, "batch.turnaround.max[class=small]"));
        Assert.Equal(15_000, Value(final, "batch.turnaround.max[class=BIG]"));
        Assert.Equal(1, Value(final, "batch.attained[class=small]"));
        Assert.Equal(9.0 / 11, Value(final, "batch.attained[class=big]"));
        Assert.Equal(19.0 / 21, Value(final, "batch.attained"));
        Assert.Equal(5_000, Value(final, "batch.slack.min[class=big]"));
        // Windows that differ have no common rest.
        Assert.Null(Value(final, "batch.slack.min"));
        Assert.Null(Value(final, "batch.turnaround.max[class=idle]"));
        Assert.Null(Value(final, "batch.turnaround.max[class=nobody]"));
        Assert.Null(new MetricCatalogue().Find("service.silent_rate[class=big]"));
    }

    [Theory]
    [InlineData("batch.attained[class=big] >= 99%", null)]
    [InlineData("create.p95[ class=big ] < 1s from 5s", null)]
    [InlineData("create.p95[class=big] < 1s over 5s", "cannot be judged over a window")]
    [InlineData("batch.slack.min > 1s over 5s", "it is read from the turnaround of all batches")]
    [InlineData("create.p95[class=] < 1s", "is not a metric")]
    [InlineData("create.p95[size=big] < 1s", "is not a metric")]
    [InlineData("create.p95[class=big < 1s", "one of < <= > >= == != is expected")]
    [InlineData("batches.unfinished[class=big] == 0 abort", "only at the end of the run")]
    public void Threshold_OfAClass_IsReadOrRefusedWithTheReason(string text, string? reason)
    {
        var isRead = new ThresholdParser(new MetricCatalogue()).TryParse(text, "test", out _, out var problem);

        Assert.Equal(reason is null, isRead);
        Assert.Contains(reason ?? "", problem ?? "", StringComparison.Ordinal);
    }

    private static double? Value(RunSnapshot final, string metric) => new MetricCatalogue().Find(metric)!.Read(final);

    // Which example is shown first depends on the order within a second.
    private static Task<string> OfAsync(RunSnapshot run, int number)
    {
        var figures = run.Classes[number].Figures;
        return AllFigures.OfAsync(
            figures with
            {
                Failures = [.. figures.Failures.Select(failure => failure with { Example = "" })],
                Batches = figures.Batches with
                {
                    Examples = [],
                    Results = figures.Batches.Results with { Examples = ResultSummary.Empty.Examples },
                },
            }
        );
    }

    private RecordedRun Merge()
    {
        List<RecordedRun> runs = [Read("a"), Read("b")];
        var facts = RunMerge.Facts(runs);
        using (var journal = new JournalWriter(PathOf("merged"), facts, problem => Assert.Fail(problem)))
        {
            var (_, peakUsers) = RunMerge.Write(runs, facts, journal);
            journal.End(RunMerge.Ending(runs, facts, peakUsers), [], exitCode: 0);
        }

        return Read("merged");
    }

    private RecordedLoad Open(string name) =>
        new(PathOf(name), clock, name, change: facts => facts with { Classes = Classes });

    private RecordedRun Read(string name) => RecordedRun.Read(PathOf(name));

    private string PathOf(string name) => Path.Combine(folder.Path, name);
}
