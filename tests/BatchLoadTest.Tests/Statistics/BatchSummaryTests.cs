using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Statistics;

public sealed class BatchSummaryTests
{
    private readonly StatisticsCollector collector = new(
        new StepNames(),
        RunClock.StartNow(TimeProvider.System),
        () => new LoadState(0)
    );

    [Fact]
    public void Summary_OneOfEachOutcome_AddsUp()
    {
        foreach (var outcome in Enum.GetValues<BatchOutcome>())
        {
            collector.BatchCreated(10);
            collector.BatchEnded(Measure.Batch(outcome, polls: 2, outputRows: 10, errorRows: 1));
        }

        collector.BatchCreated(10);
        var batches = Snapshot();

        Assert.Equal(BatchOutcomes.Count + 1, batches.Created);
        Assert.Equal(1, batches.InFlight);
        Assert.All(batches.ByOutcome, count => Assert.Equal(1, count));
        // Failed, expired, cancelled, polls exhausted, timed out, lost.
        Assert.Equal(6, batches.Failures);
        Assert.Equal(6.0 / 7, batches.FailedShare);
        Assert.Equal(2 * BatchOutcomes.Count, batches.Polls);
        Assert.Equal(10 * BatchOutcomes.Count, batches.Results.OutputRows);
        Assert.Equal(BatchOutcomes.Count, batches.Results.ErrorRows);
    }

    [Fact]
    public void Summary_UnreadFiles_TakeNoRowsAway()
    {
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch(outputRows: 5, errorRows: -1));
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch(outputRows: -1, errorRows: 2));

        Assert.Equal(5, Snapshot().Results.OutputRows);
        Assert.Equal(2, Snapshot().Results.ErrorRows);
    }

    [Fact]
    public void Turnaround_BatchesThatWeGaveUp_AreNotInIt()
    {
        BatchOutcome[] ended =
        [
            BatchOutcome.Completed,
            BatchOutcome.Failed,
            BatchOutcome.Expired,
            BatchOutcome.Cancelled,
        ];
        foreach (var outcome in Enum.GetValues<BatchOutcome>())
        {
            collector.BatchCreated(10);
            collector.BatchEnded(Measure.Batch(outcome, seconds: ended.Contains(outcome) ? 100 : 5_000));
        }

        Assert.Equal(4, Snapshot().Turnaround.Count);
        Assert.Equal(100, Snapshot().Turnaround.Max.TotalSeconds);
    }

    [Fact]
    public void FailedShare_OnlyUnfinishedBatches_IsNoData()
    {
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch(BatchOutcome.Unfinished));

        Assert.Null(Snapshot().FailedShare);
    }

    [Fact]
    public void Examples_ManyFailures_AreTheFirstTwentyAndNoCompletedOne()
    {
        for (var i = 0; i < 30; i++)
        {
            collector.BatchCreated(10);
            collector.BatchEnded(Measure.Batch());
            collector.BatchCreated(10);
            collector.BatchEnded(Measure.Batch(BatchOutcome.Failed) with { BatchId = $"failed-{i}" });
        }

        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => $"failed-{i}"),
            Snapshot().Examples.Select(record => record.BatchId),
            StringComparer.Ordinal
        );
    }

    private BatchSummary Snapshot() => collector.Snapshot(TimeSpan.FromSeconds(1)).Batches;
}
