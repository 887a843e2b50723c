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

    // The longest of the completed ones takes 3 s.
    [Theory]
    [InlineData(9, 100, null)]
    [InlineData(10, 6, 0)]
    [InlineData(10, 6.001, 1)]
    [InlineData(10, 100, 1)]
    public void Overdue_UnfinishedAndOlderThanTwiceTheLongestOfTenCompleted_Counts(
        int completed,
        double age,
        int? overdue
    )
    {
        // Neither how other batches ended nor the order matters.
        Ends(BatchOutcome.Unfinished, age);
        Ends(BatchOutcome.Failed, 60);
        Ends(BatchOutcome.TimedOut, 600);
        Ends(BatchOutcome.Unfinished, 1);
        for (var batch = 0; batch < completed; batch++)
        {
            Ends(BatchOutcome.Completed, batch == 0 ? 3 : 1);
        }

        Assert.Equal(overdue, Snapshot().Overdue);
    }

    // A poll interval longer than the batches: it may have ended since it was last asked for.
    [Theory]
    [InlineData(6, 0)]
    [InlineData(6.001, 1)]
    public void Overdue_NotAskedForSince_IsJudgedByTheLastAnswer(double lastSeen, int overdue)
    {
        for (var batch = 0; batch < 10; batch++)
        {
            Ends(BatchOutcome.Completed, 3);
        }

        collector.BatchCreated(10);
        collector.BatchEnded(
            Measure.Batch(BatchOutcome.Unfinished, seconds: 30) with
            {
                LastSeen = TimeSpan.FromSeconds(lastSeen),
            }
        );

        Assert.Equal(overdue, Snapshot().Overdue);
    }

    [Fact]
    public void Results_CutOffByTheEndOfTheRun_AreInterruptedAndNotUnchecked()
    {
        Ends(BatchOutcome.Completed, 1, new ResultFindings { Expected = 5, IsInterrupted = true });
        Ends(BatchOutcome.Completed, 1, new ResultFindings { Expected = 5 });
        Ends(BatchOutcome.Completed, 1, new ResultFindings { Expected = 5, IsComplete = true });
        Ends(BatchOutcome.Failed, 1, new ResultFindings { Expected = 5 });

        var results = Snapshot().Results;

        Assert.Equal((1L, 1L, 1L), (results.InterruptedBatches, results.UncheckedBatches, results.CheckedBatches));
    }

    [Fact]
    public void RowErrors_OfAllBatches_AddUpByClass()
    {
        var findings = new ResultFindings
        {
            OutputRows = 8,
            ErrorRows = 2,
            Non2xxRows = 1,
        };
        findings.AddRowErrors(new RowErrorKind("402", "no credit", 2));
        findings.AddRowErrors(new RowErrorKind("500", null, 1));
        Ends(BatchOutcome.Completed, 1, findings);
        Ends(BatchOutcome.Completed, 1, findings);
        Ends(BatchOutcome.Unfinished, 1);

        var results = Snapshot().Results;

        Assert.Equal((6L, 20L, 0.3), (results.FailedRows, results.FoundRows, results.FailedRowShare));
        Assert.Equal([new RowErrorKind("402", "no credit", 4), new RowErrorKind("500", null, 2)], results.RowErrors);
    }

    private void Ends(BatchOutcome outcome, double seconds, ResultFindings? findings = null)
    {
        collector.BatchCreated(10);
        collector.BatchEnded(Measure.Batch(outcome, seconds) with { Findings = findings });
    }

    private BatchSummary Snapshot() => collector.Snapshot(TimeSpan.FromSeconds(1)).Batches;
}
