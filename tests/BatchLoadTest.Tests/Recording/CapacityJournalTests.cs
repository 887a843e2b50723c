using System.Text.Json;
using BatchLoadTest.Capacity.Levels;
using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Recording;

namespace BatchLoadTest.Tests.Recording;

/// <summary>A search as it is read from the journal again.</summary>
public sealed class CapacityJournalTests
{
    // A report that was written again had thresholds without names.
    [Fact]
    public void Thresholds_KeepTheirText_AndALevelInProgressIsNotThere()
    {
        var threshold = LevelThreshold.OfPercentile("p95 <= 1000ms", 0.95, 1000);
        var decision = new LevelDecision(LevelVerdict.Passed, "confirmed")
        {
            Thresholds = [new ThresholdFinding(threshold, ThresholdState.Confirmed, 12, 10, 14, 500, 400, 0, 300)],
        };
        var order = new LevelOrder(8, LevelPurpose.Raise, 1, 0);
        var written = new CapacityReport(
            "batches/s",
            10,
            new CapacityResult(CapacityEnding.Unfinished, 8, null) { Levels = [new CapacityLevel(order, decision)] }
        )
        {
            Current = new LevelInProgress(2, order, LevelPhase.Settling, 5),
        };

        var read = JsonSerializer.Deserialize(
            JsonSerializer.Serialize(written, JournalContext.Default.CapacityReport),
            JournalContext.Default.CapacityReport
        )!;

        Assert.Equal(threshold, Assert.Single(Assert.Single(read.Result.Levels).Decision.Thresholds).Threshold);
        Assert.Null(read.Current);
    }
}
