using BatchLoadTest.Recording;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.EndToEnd.Reports;

/// <summary>Reports of shares that have not all come, or not ended: what is there, in words and exit codes.</summary>
public sealed class ReportWaitTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Wait_AShareNeverComes_MergesTheRestAndSaysWhich()
    {
        Share("s0", "0/3").Finish();
        Share("s2", "2/3").Finish();

        var report = await ReportAsync("s0", "s1", "s2", "--results", "merged", "--wait-for-end", "1s");

        report.ExitedWith(3);
        Assert.StartsWith("waiting up to 1s for 1 of 3 runs to end: ", report.Error, StringComparison.Ordinal);
        var run = RecordedRun.Read(folder.File("merged"));
        Assert.Equal(["s0", "s2"], run.Run.MergedFrom);
        var words = $"share 1/3 is missing: {folder.File("s1")}: there is no such journal";
        Assert.Equal(words, run.Ending.Problem);
        Assert.Contains(words, run.Ending.Notices);
        Assert.Contains("NO END", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_AShareHasNoEnd_IsMergedAndSaid()
    {
        Share("s0", "0/2").Finish();
        using var goingOn = Share("s1", "1/2");

        var report = await ReportAsync("s0", "s1", "--results", "merged", "--wait-for-end", "1s");

        report.ExitedWith(3);
        var problem = RecordedRun.Read(folder.File("merged")).Ending.Problem;
        Assert.StartsWith("share 1/2 (s1): the journal has no end", problem, StringComparison.Ordinal);
        Assert.EndsWith($"({folder.File("s1")})", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_NothingComes_IsAnErrorAndNoWrongUsage()
    {
        var none = await ReportAsync("s0", "s1", "--results", "merged", "--wait-for-end", "1s");
        var unwaited = await ReportAsync("s0", "s1", "--results", "merged");

        none.ExitedWith(3);
        unwaited.ExitedWith(2);
        Assert.Contains($"error: {folder.File("s1")}: there is no such journal", none.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("merged")));
    }

    [Fact]
    public async Task Wait_WhatWasNeverAskedForIsMissing_NeedsForce()
    {
        Share("s0", "0/2").Finish();
        Share("s1", "0/2", id: "other").Finish();

        var complete = await ReportAsync("s0", "s1", "--results", "merged", "--wait-for-end", "1s");

        complete.ExitedWith(2);
        Assert.Contains("--shard: 1/2 is missing", complete.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAt_AnEarlierRun_IsRefusedOrMissing()
    {
        Share("s0", "0/2", Start.AddMinutes(5)).Finish();
        Share("s1", "1/2").Finish();
        string[] args = ["s0", "s1", "--results", "merged", "--start-at", "2026-01-02T03:05:00Z"];

        var refused = await ReportAsync(args);
        var missing = await ReportAsync([.. args, "--wait-for-end", "1s"]);
        var any = await ReportAsync("s0", "s1", "--results", "merged");

        refused.ExitedWith(2);
        Assert.Contains("it is of an earlier load", refused.Error, StringComparison.Ordinal);
        missing.ExitedWith(3);
        Assert.Contains("share 1/2 is missing", missing.Output, StringComparison.Ordinal);
        any.ExitedWith(0);
    }

    [Fact]
    public async Task Merge_ASharesThatNeverGotAKey_EndsAsThatShareDid()
    {
        var first = Share("s0", "0/2");
        first.Journal.KeyUsed("one");
        first.Finish();
        Share("s1", "1/2").Finish(RunEnd.Terminated);

        (await ReportAsync("s0", "s1", "--results", "merged")).ExitedWith(143);
    }

    [Fact]
    public async Task Merge_IntoALinkToOneOfTheRuns_IsRefusedAndHarmsNothing()
    {
        Share("s0", "0/2").Finish();
        Share("s1", "1/2").Finish();
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
        Share("results/a", "0/1", Start.AddMinutes(5)).Finish();
        Share("results/b", "0/1").Finish();

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

    private RecordedLoad Share(string name, string shard, DateTimeOffset? start = null, string? id = null)
    {
        Directory.CreateDirectory(folder.File(name));
        var share = new RecordedLoad(
            folder.File(Path.Combine(name, "run.jsonl")),
            new FakeTimeProvider(start ?? Start),
            id ?? name,
            users: 10,
            run => run with { Thresholds = [], Settings = [.. run.Settings, new("shard", shard, "--shard")] }
        );
        // A run that sent nothing passes nothing.
        share.Ends(Measure.Of());
        return share;
    }
}
