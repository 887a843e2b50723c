using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

public sealed class OldestInFlightTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Oldest_IsThatOfTheBatchesThatHaveNotEnded()
    {
        using var load = new RecordedLoad(Path.Combine(folder.Path, JournalWriter.FileName), clock);
        var first = clock.GetUtcNow();
        load.Creates(10, first);
        load.Creates(10, first);
        Assert.Equal(2, After(load, seconds: 2).OldestInFlight.TotalSeconds);

        var second = clock.GetUtcNow();
        load.Creates(10, second);
        load.Ends(Measure.Batch() with { CreatedAt = first });
        // One that was created at the same moment is still there.
        Assert.Equal(5, After(load, seconds: 3).OldestInFlight.TotalSeconds);

        load.Ends(Measure.Batch() with { CreatedAt = first });
        Assert.Equal(4, After(load, seconds: 1).OldestInFlight.TotalSeconds);

        load.Ends(Measure.Batch() with { CreatedAt = second });
        Assert.Equal(0, After(load, seconds: 1).OldestInFlight.TotalSeconds);
    }

    // What a report of a killed run can still say.
    [Fact]
    public void Oldest_IsInTheJournal()
    {
        using var load = new RecordedLoad(Path.Combine(folder.Path, JournalWriter.FileName), clock);
        load.Creates(10, clock.GetUtcNow());
        After(load, seconds: 3);

        var run = RecordedRun.Read(folder.Path);

        Assert.Equal(1, run.Final.Batches.InFlight);
        Assert.Equal(3, run.Final.Batches.OldestInFlight.TotalSeconds);
    }

    private BatchSummary After(RecordedLoad load, int seconds)
    {
        BatchSummary summary = null!;
        for (var second = 0; second < seconds; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            summary = load.Tick().Batches;
        }

        return summary;
    }
}
