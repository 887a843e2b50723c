using BatchLoadTest.Recording;
using BatchLoadTest.Results;
using BatchLoadTest.Runtime;
using BatchLoadTest.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace BatchLoadTest.Tests.Recording;

/// <summary>A results folder belongs to one run, and what an earlier one has left there is no part of it.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    private string[] Files =>
        [.. Directory.GetFiles(folder.Path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void Open_WhileAnotherRunUsesIt_IsRefused()
    {
        using (RunFolder.Open(folder.Path))
        {
            folder.Write("run.jsonl", "of the one that runs");
            var refusal = Assert.Throws<CannotStartException>(() => RunFolder.Open(folder.Path));

            Assert.Equal($"--results {folder.Path}: in use by another run", refusal.Message);
            Assert.Equal(ExitCodes.WrongUsage, refusal.ExitCode);
            Assert.Equal(["run.jsonl", "run.lock"], Files);
        }

        Assert.Equal(["run.jsonl"], Files);
        RunFolder.Open(folder.Path).Dispose();
    }

    [Fact]
    public void Open_LockOfARunThatWasKilled_IsHarmless()
    {
        folder.Write("run.lock", "");

        RunFolder.Open(folder.Path).Dispose();

        Assert.Empty(Files);
    }

    [Fact]
    public void Open_JournalOfARunThatMeasuredNothing_IsRemoved()
    {
        Record(RunEnd.CouldNotRun);

        using var opened = RunFolder.Open(folder.Path);

        var earlier = opened.PutEarlierRunAside();
        Assert.Empty(earlier.Notices);
        Assert.Empty(earlier.Left);
        Assert.Equal(["run.lock"], Files);
    }

    [Theory]
    [InlineData(RunEnd.Planned)]
    [InlineData(RunEnd.Aborted)]
    public void Open_JournalOfARunThatCameToItsEnd_IsKept(RunEnd end)
    {
        Record(end);

        using var opened = RunFolder.Open(folder.Path);

        Assert.Contains(
            "run-7, came to its end",
            Assert.Single(opened.PutEarlierRunAside().Notices),
            StringComparison.Ordinal
        );
        Assert.Equal(["run-run-7.jsonl", "run.lock"], Files);
    }

    // A run of the same name on a claim that was kept, say.
    [Fact]
    public void Open_ReportsOfAnEarlierRun_AreKeptBesideItsJournal_AndOtherFilesStay()
    {
        foreach (var time in new[] { "first", "second" })
        {
            Record(RunEnd.Planned);
            folder.Write("report.html", time);
            folder.Write("metrics.json", time);
            folder.Write("notes.txt", "of a person");
            using var opened = RunFolder.Open(folder.Path);
            Assert.EndsWith(
                time == "first"
                    ? "its verdict are in run-run-7.jsonl, its reports in run-run-7"
                    : "its verdict are in run-run-7-2.jsonl, its reports in run-run-7-2",
                Assert.Single(opened.PutEarlierRunAside().Notices),
                StringComparison.Ordinal
            );
        }

        Assert.Equal(["notes.txt", "run-run-7-2.jsonl", "run-run-7.jsonl"], Files);
        Assert.Equal("first", File.ReadAllText(Path.Combine(folder.Path, "run-run-7", "report.html")));
        Assert.Equal("second", File.ReadAllText(Path.Combine(folder.Path, "run-run-7-2", "metrics.json")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(RunEnd.Terminated)]
    [InlineData(RunEnd.Interrupted)]
    [InlineData(RunEnd.InternalError)]
    public void Open_JournalOfARunThatWasCutOff_IsKeptAndItsRequestsAreTold(RunEnd? end)
    {
        Record(end);
        folder.Write("not-removed.txt", "F file-1\nK key-1\n");

        using var opened = RunFolder.Open(folder.Path);
        var earlier = opened.PutEarlierRunAside();

        Assert.Equal(["not-removed-run-7.txt", "run-run-7.jsonl", "run.lock"], Files);
        Assert.Contains(
            "run-7, was cut off: 3 requests are in no figure of this one",
            Assert.Single(earlier.Notices),
            StringComparison.Ordinal
        );
        var left = Assert.Single(earlier.Left);
        Assert.Equal(("not-removed-run-7.txt", "run-7", true), (left.FileName, left.Name, left.IsLast));
        Assert.Equal(["key-1"], left.Keys);
        // A run that came to any end has cleaned up by its account already: what is in the list then is for a person.
        Assert.Equal(end is null, left.WasKilled);
        var items = left.Items;
        Assert.Equal(end is null ? ["file file-1"] : [], items.Select(item => item.ToString()));
        // Clean-up reads them again and again.
        Assert.Equal(end is null ? 1 : 0, items.Count());
        Assert.Equal(3, RecordedRun.Read(Path.Combine(folder.Path, "run-run-7.jsonl")).Final.Total.Requests);
    }

    [Fact]
    public void Open_LinkToAnotherDisk_StaysAndWhatItLeadsToIsKeptHere()
    {
        Record(null);
        using var other = new TemporaryFolder();
        var target = Path.Combine(other.Path, "journal");
        var link = Path.Combine(folder.Path, "run.jsonl");
        File.Move(link, target);
        File.CreateSymbolicLink(link, target);

        using var opened = RunFolder.Open(folder.Path);
        opened.PutEarlierRunAside();

        Assert.Equal(["run-run-7.jsonl", "run.jsonl", "run.lock"], Files);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.Equal(0, new FileInfo(target).Length);
        Assert.Null(new FileInfo(Path.Combine(folder.Path, "run-run-7.jsonl")).LinkTarget);
    }

    [Fact]
    public void Open_CutOffAgain_KeepsBoth()
    {
        for (var run = 0; run < 2; run++)
        {
            Record(null);
            using var opened = RunFolder.Open(folder.Path);
            opened.PutEarlierRunAside();
        }

        Assert.Equal(["run-run-7-2.jsonl", "run-run-7.jsonl"], Files);
    }

    // The second one had no time to clean up after the first.
    [Fact]
    public void Open_CutOffAgain_FindsWhatBothHaveLeft_TheLastOneFirst()
    {
        foreach (var id in new[] { "run-1", "run-2" })
        {
            Record(null, id);
            folder.Write("not-removed.txt", $"K key-of-{id}\n");
            using var opened = RunFolder.Open(folder.Path);
            opened.PutEarlierRunAside();
        }

        Record(null, "run-3");
        folder.Write("not-removed.txt", "K key-of-run-3\n");
        using var last = RunFolder.Open(folder.Path);

        Assert.Equal(
            ["key-of-run-3", "key-of-run-1", "key-of-run-2"],
            last.PutEarlierRunAside().Left.SelectMany(left => left.Keys)
        );
    }

    [Fact]
    public void EarlierRun_WhoseJournalGrows_GoesOn()
    {
        Record(null);
        folder.Write("not-removed.txt", "K key-1\n");
        using var opened = RunFolder.Open(folder.Path);
        var left = Assert.Single(opened.PutEarlierRunAside().Left);
        Assert.False(left.GoesOn);

        File.AppendAllText(Path.Combine(folder.Path, "run-run-7.jsonl"), "{}\n");

        Assert.True(left.GoesOn);
    }

    [Fact]
    public void EarlierRun_ListOfWhatItLeft_IsReplacedAndGoesWithTheLastLine()
    {
        Record(null);
        folder.Write("not-removed.txt", "F file-1\nK key-1\nK key-2\n");
        using var opened = RunFolder.Open(folder.Path);
        var left = Assert.Single(opened.PutEarlierRunAside().Left);

        left.Replace(["key-2"], rest: null);
        Assert.Equal(["F file-1", "K key-2"], File.ReadAllLines(left.FilePath));

        left.Replace([], []);
        Assert.Equal(["run-run-7.jsonl", "run.lock"], Files);
    }

    [Theory]
    [InlineData("no journal\n")]
    [InlineData("""{"type":"run","id":"../../elsewhere"}""" + "\n")]
    public void Open_FileThatIsNoJournal_IsKeptUnderItsTime(string text)
    {
        File.SetLastWriteTimeUtc(folder.Write("run.jsonl", text), new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        using var opened = RunFolder.Open(folder.Path);
        var notices = opened.PutEarlierRunAside().Notices;

        Assert.Equal(["run-20260102-030405.jsonl", "run.lock"], Files);
        Assert.Contains("unknown number", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run.jsonl")]
    [InlineData("not-removed.txt")]
    public void Open_FileThatCannotBeMade_IsRefusedByName(string name)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, name, "something"));

        using var opened = RunFolder.Open(folder.Path);

        var refusal = Assert.Throws<CannotStartException>(() => opened.PutEarlierRunAside());

        Assert.Equal(ExitCodes.WrongUsage, refusal.ExitCode);
        Assert.Contains($"--results {folder.Path}: cannot be written to", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["run.lock"], Files);
    }

    [Fact]
    public void Open_NoFolderCanBeMade_IsRefused()
    {
        var refusal = Assert.Throws<CannotStartException>(() =>
            RunFolder.Open(Path.Combine(folder.Write("f", ""), "r"))
        );

        Assert.Equal(ExitCodes.WrongUsage, refusal.ExitCode);
    }

    public void Dispose() => folder.Dispose();

    private void Record(RunEnd? end, string id = "run-7")
    {
        using var load = new RecordedLoad(Path.Combine(folder.Path, JournalWriter.FileName), clock, id);
        for (var request = 0; request < 3; request++)
        {
            load.Ends(Measure.Of());
        }

        clock.Advance(TimeSpan.FromSeconds(2));
        load.Tick();
        if (end is { } known)
        {
            load.Finish(known);
        }
    }
}
