using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Statistics;

/// <summary>Which batches took longest, and what requests took that succeeded.</summary>
public sealed class LongestBatchesTests
{
    private readonly StatisticsCollector collector;
    private readonly FakeTimeProvider clock = new();

    public LongestBatchesTests() =>
        collector = new StatisticsCollector(new StepNames(), RunClock.StartNow(clock), () => new LoadState(1));

    [Fact]
    public void SlowestAndOldest_AreKeptApart_LongestFirst()
    {
        foreach (var seconds in Enumerable.Range(1, 30).Select(number => (number * 11) % 31))
        {
            collector.BatchEnded(Batch(BatchOutcome.Completed, seconds));
        }

        collector.BatchEnded(Batch(BatchOutcome.Failed, 28.5));
        collector.BatchEnded(Batch(BatchOutcome.Unfinished, 5));
        collector.BatchEnded(Batch(BatchOutcome.Unfinished, 50));

        var batches = collector.Snapshot(TimeSpan.FromSeconds(60)).Batches;

        Assert.Equal([30, 29, 28.5, 28, 27, 26, 25, 24, 23, 22], Times(batches.Slowest));
        Assert.Equal([50, 5], Times(batches.Unfinished));
    }

    [Fact]
    public void P95OfSuccesses_IsThereWhereOverAHundredthFailed_AndWithoutThese()
    {
        for (var number = 0; number < 100; number++)
        {
            collector.Add(Measure.Of(milliseconds: 200 + number) with { Start = clock.GetTimestamp() });
        }

        Assert.Null(Snapshot().Total.P95OfSuccesses);

        for (var number = 0; number < 900; number++)
        {
            collector.Add(Measure.Of(Step.Upload, Outcome.HttpStatus, 429, milliseconds: 1, detail: "slow down"));
        }

        var total = Snapshot().Total;
        Assert.Equal(250, total.Latency.P95.TotalMilliseconds, 1.0);
        Assert.Equal(294, total.P95OfSuccesses!.Value.TotalMilliseconds, 1.0);
    }

    [Fact]
    public void P95OfSuccesses_WhereAllFailed_IsNone()
    {
        collector.Add(Measure.Of(Step.Upload, Outcome.HttpStatus, 429, milliseconds: 1));

        Assert.Null(Snapshot().Total.P95OfSuccesses);
    }

    private RunSnapshot Snapshot() => collector.Snapshot(TimeSpan.FromSeconds(60));

    private static BatchRecord Batch(BatchOutcome outcome, double seconds) => Measure.Batch(outcome, seconds);

    private static IEnumerable<double> Times(IReadOnlyList<BatchRecord> batches) =>
        batches.Select(batch => batch.Turnaround.TotalSeconds);
}
