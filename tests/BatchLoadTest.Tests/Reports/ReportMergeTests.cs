using BatchLoadTest.Recording;
using BatchLoadTest.Reports;
using BatchLoadTest.Results;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reports;

/// <summary>One run of several, with a journal of its own.</summary>
public sealed class ReportMergeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void TwoRuns_BecomeOneWhoseJournalIsInTheFolder()
    {
        var parts = Parts(Record("a", 1), Record("b", 2));

        var merged = new ReportMerge(force: false).Run(parts, Folder("out"));

        Assert.Equal(parts.Runs.Sum(run => run.Final.Total.Requests), merged.Final.Total.Requests);
        Assert.Equal([JournalWriter.FileName], Files("out"));
    }

    [Fact]
    public void FolderOfOneOfThem_IsRefusedAndLeftAsItIs()
    {
        var parts = Parts(Record("a", 1), Record("b", 2));

        var refusal = Assert.Throws<JournalException>(() => new ReportMerge(force: true).Run(parts, Folder("a")));

        Assert.Contains("the folder of one of the runs", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([JournalWriter.FileName], Files("a"));
        Assert.Equal("simulated-1", RecordedRun.Read(Path.Combine(folder.Path, "a", JournalWriter.FileName)).Run.Id);
    }

    [Fact]
    public void SameRunTwice_IsRefusedEvenByForce()
    {
        var run = Record("a", 1);

        var refusal = Assert.Throws<JournalException>(() =>
            new ReportMerge(force: true).Run(Parts(run, run), Folder("out"))
        );

        Assert.Contains("simulated-1", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Files("out"));
    }

    private static ReportParts Parts(params (RecordedRun Run, string Place)[] runs) =>
        new([.. runs.Select(run => run.Run)], [.. runs.Select(run => run.Place)]);

    private (RecordedRun Run, string Place) Record(string name, int seed)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
        return (
            new SimulatedTest
            {
                Seed = seed,
                Users = 3,
                Seconds = 5,
            }.Record(place),
            place
        );
    }

    private ResultsFolder Folder(string name) => ResultsFolder.Prepare(Path.Combine(folder.Path, name));

    private string[] Files(string name) =>
        [.. Directory.GetFiles(Path.Combine(folder.Path, name)).Select(file => Path.GetFileName(file))];
}
