using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Tests.Support.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>What came of reading lists is in the journal's seconds, and of several processes it adds up.</summary>
public sealed class ListsJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Walks_AreReadBackAsTheyWere()
    {
        var final = Record("one", "run-1");
        var read = RecordedRun.Read(folder.File("one")).Final;

        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(read));
        var batches = read.Lists[ListKind.Batches];
        Assert.Equal((4, 1), (read.Lists.Due, read.Lists.NotBegun));
        Assert.Equal([2, 1, 1, 0], batches.Ends);
        Assert.Equal(
            (7, 1_300, 3, 1_200, 2),
            (batches.Pages, batches.Items, batches.Doubled, batches.Expected, batches.Missing)
        );
        Assert.Equal(["b on pages 1 and 2"], batches.DoubledExamples);
        Assert.Equal(["c on none of 2 pages"], batches.MissingExamples);
        Assert.Equal(["http_405"], batches.Problems);
        Assert.Equal(
            [(100, 199, 1L), (1_000, 1_999, 1L)],
            batches.Sizes.Select(size => (size.From, size.To!.Value, size.Walks))
        );
        Assert.Equal(TimeSpan.FromMilliseconds(30), batches.Sizes[1].Pages.Max);
        Assert.Equal(TimeSpan.FromSeconds(2), batches.Sizes[1].Durations.Max);
        Assert.Equal([0, 0, 0, 1], read.Lists[ListKind.Files].Ends);
    }

    [Fact]
    public void WalksOfSeveralRuns_AddUp()
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

        var merged = RecordedRun.Read(folder.File("merged")).Final.Lists;

        Assert.Equal((8, 2, 6, 4), (merged.Due, merged.NotBegun, merged.Doubled, merged.Missing));
        Assert.Equal([2L, 2L], merged[ListKind.Batches].Sizes.Select(size => size.Walks));
        Assert.Equal(10, merged[ListKind.Batches].Sizes.Sum(size => size.Pages.Count));
        // Each reason once.
        Assert.Equal(["http_405"], merged[ListKind.Batches].Problems);
    }

    private RunSnapshot Record(string name, string id)
    {
        Directory.CreateDirectory(folder.File(name));
        using var load = new RecordedLoad(Path.Combine(folder.File(name), JournalWriter.FileName), clock, id);
        load.ListingsDue(3, 1);
        load.Lists(
            new(ListKind.Batches, ListEnd.Complete)
            {
                Duration = TimeSpan.FromMilliseconds(40),
                PageTimes = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(10)],
                Pages = 2,
                Items = 150,
                Doubled = 3,
                Expected = 140,
                Missing = 1,
                DoubledExamples = ["b on pages 1 and 2"],
                MissingExamples = ["c on none of 2 pages"],
            }
        );
        load.Lists(new(ListKind.Files, ListEnd.CutOff));
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Tick();
        load.ListingsDue(1, 0);
        load.Lists(
            new(ListKind.Batches, ListEnd.Complete)
            {
                Duration = TimeSpan.FromSeconds(2),
                PageTimes =
                [
                    TimeSpan.FromMilliseconds(30),
                    TimeSpan.FromMilliseconds(30),
                    TimeSpan.FromMilliseconds(10),
                ],
                Pages = 4,
                Items = 1_050,
                Expected = 1_060,
                Missing = 1,
            }
        );
        load.Lists(new(ListKind.Batches, ListEnd.Failed) { Problem = "http_405" });
        load.Lists(
            new(ListKind.Batches, ListEnd.Endless)
            {
                Pages = 1,
                Items = 100,
                Problem = "http_405",
            }
        );
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Tick();
        return load.Finish();
    }
}
