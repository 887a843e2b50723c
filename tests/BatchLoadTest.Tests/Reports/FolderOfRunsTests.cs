using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Reports;

public sealed class FolderOfRunsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Latest_IsTheRunThatBeganLast()
    {
        Directory.CreateDirectory(PathOf("no-run"));
        var none = Assert.Throws<JournalException>(() => Runs.Latest());
        Assert.Contains("no folder in it has a journal", none.Message, StringComparison.Ordinal);
        Record("z");
        clock.Advance(TimeSpan.FromSeconds(1));
        Record("a");

        Assert.Equal(PathOf("a"), Runs.Latest());
    }

    // One that was ended in a warm-up of a minute, and one begun ten seconds after it.
    [Fact]
    public void Latest_IsTheRunWhoseLoadBeganLast_WarmUpsIncluded()
    {
        foreach (var (name, began, warmUp) in new[] { ("z", 0, 60), ("a", 10, 0) })
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

        Assert.Equal(PathOf("a"), Runs.Latest());
        Assert.Equal(
            ["a, which began at 2026-01-02 03:04:15+00:00", "z, which began at 2026-01-02 03:04:05+00:00"],
            Runs.Advice().Skip(1)
        );
    }

    [Fact]
    public void Advice_NamesTheNewestTen()
    {
        for (var run = 10; run < 22; run++)
        {
            Record($"{run}");
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var advice = Runs.Advice();

        Assert.Contains("--latest", advice[0], StringComparison.Ordinal);
        Assert.Equal("21, which began at 2026-01-02 03:04:16+00:00", advice[1]);
        Assert.Equal(["12, ", "and "], [advice[^2][..4], advice[^1][..4]]);
        Assert.Empty(new FolderOfRuns(PathOf("12")).Advice());
        Assert.Empty(new FolderOfRuns(PathOf("nothing")).Advice());
    }

    private FolderOfRuns Runs => new(folder.Path);

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    private void Record(string name)
    {
        Directory.CreateDirectory(PathOf(name));
        using var load = new RecordedLoad(Path.Combine(PathOf(name), JournalWriter.FileName), clock, name);
        load.Finish();
    }
}
