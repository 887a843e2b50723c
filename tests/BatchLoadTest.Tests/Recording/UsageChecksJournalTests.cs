using BatchLoadTest.Load;
using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Tests.Support.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>Comparisons of tokens come in a second of their own; the journal has them, and no one twice.</summary>
public sealed class UsageChecksJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Checks_AreReadBackAsTheyWere_OfAllAndOfEachClass()
    {
        var final = Record("one", "run-1");
        var read = RecordedRun.Read(folder.File("one")).Final;

        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(read));
        var results = read.Batches.Results;
        Assert.Equal(
            (1L, 2L, 1L, 1L, 1L, 9L, 3L),
            (
                results.UsageChecks.Agreed,
                results.UsageChecks.Disagreed,
                results.UsageChecks.NeverFilled,
                results.UsageChecks.NotComparable,
                results.UsageChecks.NotCompared,
                results.UsageChecks.Requests,
                results.UsageChecks.FailedRequests
            )
        );
        Assert.Equal((2, 2), (results[ResultDefect.UsageDisagrees], results.TotalDefects));
        Assert.Equal(
            ["says 3, not 2 (batch batch-1)", "says 5, not 4 (batch batch-2)"],
            results.Examples[(int)ResultDefect.UsageDisagrees]
        );
        Assert.Equal(["http_500: down (batch batch-5)"], results.UsageChecks.Problems);
        // Of each class the first that is one.
        Assert.Equal(
            [
                new(1) { Rows = 2, Cost = 0.5m },
                new CostEstimate(2)
                {
                    Rows = 7,
                    PromptTokens = 70,
                    CompletionTokens = 77,
                },
            ],
            read.Estimates
        );
        Assert.Equal([1L, 1L], read.Classes.Select(each => each.Figures.Batches.Results.UsageChecks.Disagreed));
    }

    [Fact]
    public void ChecksOfSeveralRuns_AddUp()
    {
        Record("one", "run-1");
        Record("two", "run-2");

        List<RecordedRun> runs = [RecordedRun.Read(folder.File("one")), RecordedRun.Read(folder.File("two"))];
        var facts = RunMerge.Facts(runs);
        Directory.CreateDirectory(folder.File("merged"));
        using (
            var journal = new JournalWriter(
                Path.Combine(folder.File("merged"), JournalWriter.FileName),
                facts,
                problem => Assert.Fail(problem)
            )
        )
        {
            var (_, peakUsers) = RunMerge.Write(runs, facts, journal);
            journal.End(RunMerge.Ending(runs, facts, peakUsers), [], exitCode: 0);
        }

        var merged = RecordedRun.Read(folder.File("merged")).Final.Batches.Results;

        Assert.Equal((4, 4), (merged.UsageChecks.Disagreed, merged.TotalDefects));
        Assert.Equal(12, merged.UsageChecks.Batches);
    }

    private RunSnapshot Record(string name, string id)
    {
        Directory.CreateDirectory(folder.File(name));
        var path = Path.Combine(folder.File(name), JournalWriter.FileName);
        using var load = new RecordedLoad(
            path,
            clock,
            id,
            change: facts =>
                facts with
                {
                    Classes =
                    [
                        new ClassTerms("small", 0.5, "", "/v1/chat/completions", "24h", TimeSpan.FromHours(24)),
                        new ClassTerms("big", 0.5, "", "/v1/chat/completions", "24h", TimeSpan.FromHours(24)),
                    ],
                }
        );
        load.Estimates(new(2) { Problem = "http_500: \"down\"" });
        load.Estimates(new(1) { Rows = 2, Cost = 0.5m });
        load.Compares(new("batch-0", 1, UsageVerdict.Agrees) { Requests = 2 });
        load.Compares(new("batch-1", 1, UsageVerdict.Disagrees) { Requests = 1, Words = "says 3, not 2" });
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Tick();
        load.Estimates(
            new(2)
            {
                Rows = 7,
                PromptTokens = 70,
                CompletionTokens = 77,
            }
        );
        load.Estimates(new(1) { Rows = 3, Cost = 0.75m });
        load.Compares(new("batch-2", 2, UsageVerdict.Disagrees) { Requests = 1, Words = "says 5, not 4" });
        load.Compares(new("batch-3", 2, UsageVerdict.NeverFilled) { Requests = 2 });
        load.Compares(new("batch-4", 2, UsageVerdict.NotComparable));
        load.Compares(
            new("batch-5", 2, UsageVerdict.NotCompared)
            {
                Requests = 3,
                FailedRequests = 3,
                Words = "http_500: down",
            }
        );
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Tick();
        return load.Finish();
    }
}
