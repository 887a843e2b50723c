using BatchLoadTest.Measurements;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Statistics;

public sealed class UnknownStatusTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(BatchOutcome.Completed)]
    [InlineData(BatchOutcome.Failed)]
    [InlineData(BatchOutcome.Expired)]
    [InlineData(BatchOutcome.Cancelled)]
    public void Snapshot_UnknownWordBeforeAKnownEnd_IsANoticeCountedPerBatch(BatchOutcome outcome)
    {
        var batches = Of(Batch(outcome, 7, "warming_up"), Batch(outcome, 2, "warming_up"), Batch(outcome, 0));

        Assert.Equal(0, batches.Violations.Total);
        Assert.Equal(2, batches.UnknownStatuses.Noticed);
        Assert.Equal(
            ["2 batches went through a status unknown to this program: 'warming_up'"],
            BatchSentences.Peculiarities(batches)
        );
        Assert.Empty(BatchSentences.Irregularities(batches));
    }

    [Theory]
    [InlineData(BatchOutcome.PollsExhausted)]
    [InlineData(BatchOutcome.TimedOut)]
    [InlineData(BatchOutcome.Lost)]
    [InlineData(BatchOutcome.Unfinished)]
    public void Snapshot_UnknownWordWithoutAKnownEnd_IsAViolationCountedPerBatch(BatchOutcome outcome)
    {
        var batches = Of(Batch(outcome, 40, "exploded"), Batch(BatchOutcome.Completed, 0));

        Assert.Equal((1, 0L), (batches.Violations.UnknownStatus, batches.UnknownStatuses.Noticed));
        Assert.Equal(
            ["1 with an unknown status that no known end followed: 'exploded'"],
            BatchSentences.Irregularities(batches)
        );
    }

    [Fact]
    public void Snapshot_CutOffAtAWordThatOthersWentThrough_IsANotice()
    {
        var batches = Of(
            Batch(BatchOutcome.Unfinished, 3, "warming_up"),
            Batch(BatchOutcome.Completed, 1, "warming_up"),
            Batch(BatchOutcome.Unfinished, 1, "exploded")
        );

        Assert.Equal((1, 2L), (batches.Violations.UnknownStatus, batches.UnknownStatuses.Noticed));
        Assert.Equal(["exploded"], batches.UnknownStatuses.EndlessWords);
    }

    private static BatchSummary Of(params IEnumerable<BatchRecord> records)
    {
        var statistics = new RunStatistics(new StepNames("/ai/v1"), Start);
        var interval = new Interval { Second = Start.ToUnixTimeSeconds() };
        foreach (var record in records)
        {
            interval.BatchesCreated++;
            interval.BatchesEnded.Add(record);
        }

        statistics.Add(interval);
        return statistics.Snapshot(1, TimeSpan.FromSeconds(1)).Batches;
    }

    private static BatchRecord Batch(BatchOutcome outcome, int unknown, params IEnumerable<string> words) =>
        new()
        {
            BatchId = "batch",
            User = 1,
            Outcome = outcome,
            LastStatus = "in_progress",
            Turnaround = TimeSpan.FromSeconds(1),
            Polls = 1,
            UnknownStatuses = [.. words],
            Violations = new BatchViolations(0, 0, unknown, 0),
        };
}
