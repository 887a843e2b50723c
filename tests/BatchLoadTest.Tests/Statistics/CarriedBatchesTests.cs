using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

/// <summary>Figures that begin in the middle of a run.</summary>
public sealed class CarriedBatchesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Snapshot_BatchesThatWereInFlightBefore_EndAmongThoseCreated()
    {
        var whole = new RunStatistics(new StepNames("/ai/v1"), Start);
        whole.Add(
            new Interval
            {
                Second = Start.ToUnixTimeSeconds(),
                BatchesCreated = 3,
                RowsCreated = 30,
            }
        );
        var later = new RunStatistics(new StepNames("/ai/v1"), Start.AddSeconds(1));

        later.Carry(whole.Snapshot(3, TimeSpan.FromSeconds(1)));
        var interval = new Interval { Second = Start.ToUnixTimeSeconds() + 1 };
        interval.BatchesEnded.Add(Ended());
        interval.BatchesEnded.Add(Ended());
        later.Add(interval);

        var batches = later.Snapshot(3, TimeSpan.FromSeconds(1)).Batches;
        Assert.Equal(3, batches.Created);
        Assert.Equal(2, batches[BatchOutcome.Completed]);
        Assert.Equal(1, batches.InFlight);
        Assert.Equal(10, batches.RowsInFlight);
    }

    private static BatchRecord Ended() =>
        new()
        {
            BatchId = "batch",
            User = 1,
            Outcome = BatchOutcome.Completed,
            LastStatus = "completed",
            Turnaround = TimeSpan.FromSeconds(1),
            Polls = 1,
            Rows = 10,
        };
}
