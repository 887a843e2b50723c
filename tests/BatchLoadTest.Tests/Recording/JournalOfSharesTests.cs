using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Recording;
using BatchLoadTest.Reports;
using BatchLoadTest.Results;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Recording;

/// <summary>Journals of two processes that shared a load by <c>--shard</c>, written when there was that option.</summary>
public sealed class JournalOfSharesTests : IDisposable
{
    private static readonly string[] Places =
    [
        Expected.PathOf("journal_share_0.jsonl"),
        Expected.PathOf("journal_share_1.jsonl"),
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_One_HasItsFiguresAndSaysWhichShareItWas()
    {
        var run = RecordedRun.Read(Places[0]);

        Assert.Equal((7L, 1L), (run.Final.Total.Requests, run.Final.Batches.Created));
        Assert.Equal(RunEnd.Planned, run.Ending.End);
        Assert.Contains(run.Run.Settings, setting => setting is { Name: "shard", Value: "0/2" });
    }

    [Fact]
    public void Merge_All_IsTheWholeLoadAndSaysWhatIsNotChecked()
    {
        var merged = Merge(Places);

        Assert.Equal((13L, 2L), (merged.Final.Total.Requests, merged.Final.Batches.Created));
        Assert.Equal(new ClosedLoad(2, 2), merged.Run.Plan.Profile);
        Assert.Equal(2, merged.Run.Plan.Iterations);
        Assert.DoesNotContain(merged.Run.Settings, setting => setting.Name == "shard");
        Assert.Contains(
            "recorded with --shard 0/2, 1/2: whether these are all shares of one load, this version does not check",
            merged.Ending.Notices
        );
    }

    private RecordedRun Merge(string[] places) =>
        new ReportMerge(force: false).Run(
            new ReportParts([.. places.Select(place => RecordedRun.Read(place))], places),
            ResultsFolder.Prepare(folder.Path)
        );
}
