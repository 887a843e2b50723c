using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Tests.Support.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>What the run itself did to batches comes out of the journal as it went in.</summary>
public sealed class CancelledAndRetriedJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Batches_AreReadBackAsTheyWere()
    {
        var final = Record();
        var read = RecordedRun.Read(folder.File("one")).Final;

        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(read));
        var batches = read.Batches;
        Assert.Equal((1, 3, 1), (batches.Cancels.Drawn, batches.Retries.Asked, batches.Retries[RetryResult.RowsLeft]));
        Assert.Equal((6, 4), (batches.Retries.Rows, batches.Retries.Recovered));
        // Of the one that had completed before only.
        Assert.Equal((2, 1), (batches.Retries.Took.Count, batches.Turnaround.Count));
        Assert.Equal((3, 0), (batches.Results.CheckedBatches, batches.Results.UncheckedBatches));
        Assert.Equal((0, 0), (batches.Failures, batches.Ended));
    }

    private RunSnapshot Record()
    {
        Directory.CreateDirectory(folder.File("one"));
        using var load = new RecordedLoad(Path.Combine(folder.File("one"), JournalWriter.FileName), clock, "run-1");
        Ends(
            load,
            "batch-1",
            new BatchRetry(RetryResult.Retried, BatchOutcome.Completed, TimeSpan.FromSeconds(2), 3, 3)
        );
        Ends(
            load,
            "batch-2",
            new BatchRetry(RetryResult.RowsLeft, BatchOutcome.CancelledByRun, TimeSpan.FromSeconds(4), 2, 1)
        );
        Ends(load, "batch-3", new BatchRetry(RetryResult.NotResumed, null, null, 1, 0));
        clock.Advance(TimeSpan.FromSeconds(1));
        load.Tick();
        return load.Finish();
    }

    private void Ends(RecordedLoad load, string id, BatchRetry retry)
    {
        load.Creates(4, clock.GetUtcNow());
        load.Ends(
            new BatchRecord
            {
                BatchId = id,
                User = 1,
                Outcome = BatchOutcome.RetriedByRun,
                LastStatus = "completed",
                Turnaround = TimeSpan.FromSeconds(3),
                Polls = 4,
                Rows = 4,
                OutputRows = 3,
                ErrorRows = 0,
                CreatedAt = clock.GetUtcNow(),
                Findings = new ResultFindings
                {
                    Expected = 4,
                    OutputRows = 3,
                    RowsNotDone = 1,
                },
                Retry = retry,
                Cancel =
                    retry.First == BatchOutcome.CancelledByRun
                        ? new Cancellation(CancelResult.Cancelled, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 2)
                        : null,
            }
        );
    }
}
