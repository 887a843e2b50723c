using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>Reports of several runs that have not all ended, and of folders of runs: in words and exit codes.</summary>
public sealed class ReportOfSeveralTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Merge_ARunHasNoEnd_IsSaid()
    {
        Run("s0").Finish();
        using var goingOn = Run("s1");

        var report = await ReportAsync("s0", "s1", "--results", "merged");

        report.ExitedWith(3);
        Assert.Contains("NO END", report.Output, StringComparison.Ordinal);
        var ending = RecordedRun.Read(folder.File("merged")).Ending;
        Assert.StartsWith("s1: the journal has no end", ending.Problem, StringComparison.Ordinal);
        Assert.EndsWith($"({folder.File("s1")})", ending.Problem, StringComparison.Ordinal);
        Assert.Contains(ending.Problem, ending.Notices);
    }

    [Fact]
    public async Task Merge_RunsThatAreNotThere_NamesEachAndWritesNothing()
    {
        Run("s1").Finish();
        var none = await ReportAsync("s0", "s1", "s2", "--results", "merged");

        none.ExitedWith(2);
        Assert.Contains($"error: {folder.File("s0")}: there is no such journal", none.Error, StringComparison.Ordinal);
        Assert.Contains($"error: {folder.File("s2")}: there is no such journal", none.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("merged")));
    }

    [Fact]
    public async Task Merge_ARunThatNeverGotAKey_EndsAsThatRunDid()
    {
        var first = Run("s0");
        first.Journal.KeyUsed("one");
        first.Finish();
        Run("s1").Finish(RunEnd.Terminated);

        (await ReportAsync("s0", "s1", "--results", "merged")).ExitedWith(143);
    }

    [Fact]
    public async Task Merge_IntoALinkToOneOfTheRuns_IsRefusedAndHarmsNothing()
    {
        Run("s0").Finish();
        Run("s1").Finish();
        Directory.CreateSymbolicLink(folder.File("link"), folder.File("s0"));
        Directory.CreateDirectory(folder.File("other"));
        File.CreateSymbolicLink(folder.File("other/run.jsonl"), folder.File("s0/run.jsonl"));
        var before = await File.ReadAllTextAsync(folder.File("s0/run.jsonl"));

        var refused = await ReportAsync("s0", "s1", "--results", "link");
        var behindLink = await ReportAsync("other/run.jsonl", "s1", "--results", "s0");
        var merged = await ReportAsync("s0", "s1", "--results", "other");

        refused.ExitedWith(2);
        behindLink.ExitedWith(2);
        Assert.Contains("--results: the folder of one of the runs", refused.Error, StringComparison.Ordinal);
        merged.ExitedWith(0);
        Assert.Equal(before, await File.ReadAllTextAsync(folder.File("s0/run.jsonl")));
        Assert.Equal(["run.jsonl"], Directory.GetFiles(folder.File("s0")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Latest_OfAFolderOfRuns_IsReported()
    {
        Run("results/a", Start.AddMinutes(5)).Finish();
        Run("results/b").Finish();

        var lost = await ReportAsync("results");
        var latest = await ReportAsync("results", "--latest");

        lost.ExitedWith(2);
        Assert.Contains("the newest with --latest", lost.Error, StringComparison.Ordinal);
        Assert.Contains("error: a, which began at", lost.Error, StringComparison.Ordinal);
        latest.ExitedWith(0);
        Assert.True(File.Exists(folder.File("results/a/metrics.json")));
    }

    [Fact]
    public async Task Report_JournalThatCannotBeRead_IsNotTheResultsFolder()
    {
        // Has a length and opens, and fails at the first byte: a loopback device has no cable.
        const string Unreadable = "/sys/class/net/lo/duplex";
        if (!File.Exists(Unreadable))
        {
            Assert.Skip($"there is no {Unreadable} on this system");
        }

        Directory.CreateDirectory(folder.File("s0"));
        File.CreateSymbolicLink(folder.File("s0/run.jsonl"), Unreadable);

        var report = await ReportAsync("s0");

        report.ExitedWith(2);
        Assert.StartsWith(
            $"error: {folder.File("s0/run.jsonl")} cannot be read",
            report.Error,
            StringComparison.Ordinal
        );
    }

    private Task<ProgramResult> ReportAsync(params string[] args) =>
        BuiltProgram.RunAsync(folder.Path, null, ["report", .. args]);

    private RecordedLoad Run(string name, DateTimeOffset? start = null)
    {
        Directory.CreateDirectory(folder.File(name));
        var run = new RecordedLoad(
            folder.File(Path.Combine(name, "run.jsonl")),
            new FakeTimeProvider(start ?? Start),
            name,
            users: 10,
            facts => facts with { Thresholds = [] }
        );
        // A run that sent nothing passes nothing.
        run.Ends(Measure.Of());
        return run;
    }
}
