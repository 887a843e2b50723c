using BatchLoadTest.Recording;
using BatchLoadTest.Reports;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Commands;

public sealed class EndedJournalsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Start);
    private readonly StringWriter notes = new();

    public void Dispose()
    {
        notes.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task WaitAsync_RunReplacedAfterItHadEnded_IsWaitedForAgain()
    {
        Begin("a").Finish();
        var waiting = WaitAsync(sources: [Source("a"), Source("b")]);
        Pass();
        using var again = Begin("a");
        Begin("b").Finish();
        Pass();
        Assert.False(waiting.IsCompleted);
        again.Finish();
        Pass();

        Assert.All(await waiting.ResultAsync(), state => Assert.True(state.HasEnded));
    }

    [Fact]
    public async Task WaitAsync_RunOfAnEarlierLoad_IsNotThereYet()
    {
        Begin("a").Finish();
        var waiting = WaitAsync(new ReportSource(PathOf("a"), startAt: Start.AddSeconds(5)));
        Pass();
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(9));
        Begin("a").Finish();
        Pass();

        Assert.True(Assert.Single(await waiting.ResultAsync()).HasEnded);
        Assert.Contains("before --start-at 2026-01-02T03:04:10Z", notes.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_SaysWhatItWaitsForOnlyWhenThatChanges()
    {
        var waiting = WaitAsync(Source("a"), Source("b"));
        Pass();
        Pass();
        Begin("a").Finish();
        Pass();
        Pass();
        clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False((await waiting.ResultAsync())[1].HasEnded);
        Assert.Equal(
            [
                $"waiting up to 1m for 2 of 2 runs to end: {PathOf("a")}: there is no such journal; "
                    + $"{PathOf("b")}: there is no such journal",
                $"waiting up to 57s for 1 of 2 runs to end: {PathOf("b")}: there is no such journal",
            ],
            notes.ToString().Split(notes.NewLine, StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Fact]
    public void Latest_IsTheRunThatBeganLast()
    {
        Directory.CreateDirectory(PathOf("results/no-run"));
        var source = new ReportSource(PathOf("results"), isLatest: true);
        Assert.Contains("no folder in it has a journal", source.Look().Lack, StringComparison.Ordinal);
        Begin("results/z").Finish();
        clock.Advance(TimeSpan.FromSeconds(1));
        Begin("results/a").Finish();

        Assert.Equal(PathOf("results/a"), source.Look().Journal);
        Assert.Empty(source.Advice());
    }

    // One that was ended in a warm-up of a minute, and one begun ten seconds after it.
    [Fact]
    public void Latest_IsTheRunWhoseLoadBeganLast_WarmUpsIncluded()
    {
        foreach (var (name, began, warmUp) in new[] { ("results/z", 0, 60), ("results/a", 10, 0) })
        {
            Directory.CreateDirectory(PathOf(name));
            var facts = SampleRun.Report.Run with
            {
                StartedAt = Start.AddSeconds(began + warmUp),
                Plan = SampleRun.Plan with { WarmUp = TimeSpan.FromSeconds(warmUp) },
            };
            using var journal = new JournalWriter(Path.Combine(PathOf(name), JournalWriter.FileName), facts, _ => { });
            journal.End(SampleRun.Report.Ending, [], 0);
        }

        Assert.Equal(PathOf("results/a"), new ReportSource(PathOf("results"), isLatest: true).Look().Journal);
        Assert.Equal(
            ["a, which began at 2026-01-02 03:04:15+00:00", "z, which began at 2026-01-02 03:04:05+00:00"],
            Source("results").Advice().Skip(1)
        );
    }

    [Fact]
    public void Advice_WhereRunsAreInFoldersOfIt_NamesTheNewestTen()
    {
        for (var run = 10; run < 22; run++)
        {
            Begin($"results/{run}").Finish();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var advice = Source("results").Advice();

        Assert.Contains("--latest", advice[0], StringComparison.Ordinal);
        Assert.Equal("21, which began at 2026-01-02 03:04:16+00:00", advice[1]);
        Assert.Equal(["12, ", "and "], [advice[^2][..4], advice[^1][..4]]);
        Assert.Empty(Source("results/12").Advice());
        Assert.Empty(Source("nothing").Advice());
    }

    private ReportSource Source(string name) => new(PathOf(name));

    private Task<IReadOnlyList<ReportSourceState>> WaitAsync(params ReportSource[] sources) =>
        EndedJournals.WaitAsync(sources, TimeSpan.FromMinutes(1), notes, clock);

    private void Pass() => clock.Advance(TimeSpan.FromSeconds(1));

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    private RecordedLoad Begin(string name)
    {
        Directory.CreateDirectory(PathOf(name));
        return new RecordedLoad(Path.Combine(PathOf(name), JournalWriter.FileName), clock, name);
    }
}
