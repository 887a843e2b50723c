using BatchLoadTest.Measurements;
using BatchLoadTest.Recording;
using BatchLoadTest.Statistics;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Tests.Support.Samples;
using BatchLoadTest.Tests.Support.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>What became of inputs that the run deleted, or that expired, comes out of the journal as it went in.</summary>
public sealed class DeletedAndExpiredJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Batches_AreReadBackAsTheyWere()
    {
        var final = Record("one");
        var read = RecordedRun.Read(folder.File("one")).Final;

        Assert.Equal(await AllFigures.OfAsync(final), await AllFigures.OfAsync(read));
        var (batches, deletes, expiries) = (read.Batches, read.Batches.Deletes, read.Batches.Expiries);
        Assert.Equal(
            (3, 2, 1, 1),
            (deletes.Drawn, deletes[DeleteResult.Stopped], deletes[DeleteResult.Survived], deletes.FilesKept)
        );
        Assert.Equal((4, 1), (deletes.Rows, deletes.RowsNotDone));
        Assert.Equal(
            ["the input of batch batch-1 was still served", "batch batch-3 went on without its input"],
            deletes.Examples
        );
        Assert.Equal([2L, 1, 1, 1, 1, 2], ExpiryVerdicts.All.Select(verdict => expiries[verdict]));
        Assert.Equal((4, 2, 1), (expiries.Uploads, expiries.Looked, expiries.Batches));
        Assert.Equal("still there (file file-5)", Assert.Single(expiries.Examples));
        // Two that stopped, and one that completed all the same.
        Assert.Equal((2, 0, 1), (batches[BatchOutcome.DeletedByRun], batches.Failures, batches.Turnaround.Count));
        Assert.Equal(0, batches.FailedShare);
    }

    private RunSnapshot Record(string name)
    {
        Directory.CreateDirectory(folder.File(name));
        using var load = new RecordedLoad(Path.Combine(folder.File(name), JournalWriter.FileName), clock, "run-1");
        Ends(load, "batch-1", BatchOutcome.DeletedByRun, new InputDeletion(DeleteResult.Stopped, Second, true, null));
        Ends(load, "batch-2", BatchOutcome.DeletedByRun, new InputDeletion(DeleteResult.Stopped, null, false, 1));
        Ends(load, "batch-3", BatchOutcome.Completed, new InputDeletion(DeleteResult.Survived, Second, false, null));
        ExpiryVerdict[] verdicts =
        [
            ExpiryVerdict.Agreed,
            ExpiryVerdict.Agreed,
            ExpiryVerdict.Wrong,
            ExpiryVerdict.Unsaid,
            ExpiryVerdict.Gone,
            ExpiryVerdict.Kept,
            ExpiryVerdict.NotSeen,
            ExpiryVerdict.NotSeen,
        ];
        for (var number = 0; number < verdicts.Length; number++)
        {
            load.Expires(
                new FileExpiry($"file-{number}", 0, verdicts[number])
                {
                    Words = verdicts[number] == ExpiryVerdict.Kept ? "still there" : null,
                }
            );
        }

        clock.Advance(Second);
        load.Tick();
        return load.Finish();
    }

    private static TimeSpan Second => TimeSpan.FromSeconds(1);

    private void Ends(RecordedLoad load, string id, BatchOutcome outcome, InputDeletion deletion)
    {
        load.Creates(4, clock.GetUtcNow());
        load.Ends(
            new BatchRecord
            {
                BatchId = id,
                User = 1,
                Outcome = outcome,
                LastStatus = "completed",
                Turnaround = TimeSpan.FromSeconds(3),
                Polls = 4,
                Rows = 4,
                CreatedAt = clock.GetUtcNow(),
                Deletion = deletion,
                InputExpired = outcome == BatchOutcome.Completed,
            }
        );
    }
}
