using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Tests.Recording;

/// <summary>A journal that an earlier version wrote.</summary>
public sealed class JournalOfFormat1Tests
{
    private readonly RecordedRun run = RecordedRun.Read(Expected.PathOf("journal_format1.jsonl"));

    [Fact]
    public void Read_HasEveryFigureThatItHad()
    {
        Assert.Equal((25L, 0L), (run.Final.Total.Requests, run.Final.Total.Failures));
        Assert.Equal((3L, 3L), (run.Final.Batches.Created, run.Final.Batches.Turnaround.Count));
        Assert.Equal((30L, 3L), (run.Final.Batches.Results.OutputRows, run.Final.Batches.Results.CheckedBatches));
        Assert.Equal((RunEnd.Planned, 3L), (run.Ending.End, run.Ending.Load.Completed));
    }

    [Fact]
    public void Judge_ItsThresholds_AsItDid() =>
        Assert.Equal(
            [
                ("p95 <= 1000ms", ThresholdVerdict.Passed),
                ("error_rate <= 1%", ThresholdVerdict.Passed),
                ("batches.error_rate <= 1%", ThresholdVerdict.Passed),
                ("results.defects == 0", ThresholdVerdict.Passed),
                ("batches.violations == 0", ThresholdVerdict.Passed),
                ("batches.missed_window == 0", ThresholdVerdict.Passed),
            ],
            run.Judge().Select(result => (result.Text, result.Verdict))
        );

    [Theory]
    [InlineData("service.silent_rate")]
    [InlineData("service.silent_time")]
    [InlineData("service.longest_silence")]
    [InlineData("requests.hung")]
    [InlineData("p95_by_time")]
    [InlineData("poll.p95_by_time")]
    public void Read_WhatItLacks_IsNoData(string metric) =>
        Assert.Null(new MetricCatalogue().Find(metric)!.Read(run.Final));
}
