using System.Text.Json.Nodes;
using BatchLoadTest.Recording;
using BatchLoadTest.Reporting;
using BatchLoadTest.Results;
using BatchLoadTest.Results.Past;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Reports;

public sealed class PastRunsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    private PastRuns Runs => new(folder.File("results"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task List_HasTheNewestFirst_WithVerdictLoadTagsAndFigures()
    {
        await RecordAsync("old", 0, exitCode: 0);
        await RecordAsync("new", 60, exitCode: 1);

        var runs = Runs.List();

        Assert.Equal(["new", "old"], runs.Select(run => run.Name));
        var run = runs[1];
        Assert.Equal((PastRunState.Ended, "old", Start), (run.State, run.Id, run.StartedAt!.Value));
        Assert.Equal(SampleRun.Report.Run.Host, run.Host);
        Assert.Equal(SampleRun.Report.Run.Tags, run.Tags);
        Assert.Equal(SampleRun.Report.Final.Total.Latency.P95.TotalMilliseconds, run.Figure("summary.p95_ms"));
        Assert.NotNull(run.Figure("steps.upload.latency_ms.p95"));
        Assert.Null(run.Figure("no.such"));
        Assert.DoesNotContain(run.Figures.Keys, name => name.StartsWith("endpoints", StringComparison.Ordinal));
        Assert.True(run.HasJournal);
        Assert.True(run.CanBeDeleted);
    }

    [Fact]
    public async Task Verdict_IsThatOfTheReport()
    {
        var met = SampleRun.Report with { Thresholds = [], ExitCode = 0 };
        await RecordAsync("passed", met);
        await RecordAsync("failed", met with { ExitCode = 1 });
        // --exit-code-on-error 0.
        await RecordAsync("missed", SampleRun.Report with { ExitCode = 0 });
        foreach (var end in Enum.GetValues<RunEnd>().Where(end => end != RunEnd.Planned))
        {
            await RecordAsync($"{end}", met with { Ending = met.Ending with { End = end }, ExitCode = 3 });
        }

        var words = Runs.List().ToDictionary(run => run.Name, run => (run.Word, run.Kind));

        Assert.Equal(("PASSED", VerdictKind.Good), words["passed"]);
        Assert.Equal(("FAILED", VerdictKind.Bad), words["failed"]);
        Assert.Equal(("FAILED", VerdictKind.Bad), words["missed"]);
        Assert.All(
            Enum.GetValues<RunEnd>().Where(end => end != RunEnd.Planned),
            end =>
            {
                var verdict = RunVerdict.Of(met with { Ending = met.Ending with { End = end }, ExitCode = 3 });
                Assert.Equal((verdict.Word, verdict.Kind), words[$"{end}"]);
            }
        );
    }

    // However long a journal is, only its ends are read: a broken second within it is not seen.
    [Fact]
    public async Task WithoutMetrics_TheJournalsFirstAndLastLineSayIt()
    {
        var path = await RecordAsync("run", 0, exitCode: 1);
        File.Delete(Path.Combine(path, "metrics.json"));
        var journal = Path.Combine(path, JournalWriter.FileName);
        var lines = await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            journal,
            [lines[0], "{broken", .. lines[1..]],
            TestContext.Current.CancellationToken
        );

        var run = Assert.Single(Runs.List());

        Assert.Equal((PastRunState.Ended, "FAILED"), (run.State, run.Word));
        Assert.Equal(SampleRun.Report.Ending.EndedAt, run.EndedAt);
        Assert.Empty(run.Figures);
    }

    [Fact]
    public async Task AKilledRun_HasNoEnd()
    {
        var path = await RecordAsync("run", 0, exitCode: 0);
        File.Delete(Path.Combine(path, "metrics.json"));
        var journal = Path.Combine(path, JournalWriter.FileName);
        var text = await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken);
        // A last line without its end.
        await File.WriteAllTextAsync(journal, text[..^20], TestContext.Current.CancellationToken);

        Assert.Equal(("NO END", VerdictKind.Bad), Runs.List().Select(run => (run.Word, run.Kind)).Single());
    }

    [Fact]
    public async Task MetricsOfAnEarlierRun_AreNotThoseOfThisOne()
    {
        var path = await RecordAsync("run", 0, exitCode: 0);
        var metrics = Path.Combine(path, "metrics.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(metrics, TestContext.Current.CancellationToken))!;
        json["run"]!["id"] = "another";
        await File.WriteAllTextAsync(metrics, json.ToJsonString(), TestContext.Current.CancellationToken);

        Assert.Empty(Runs.List().Single().Figures);
    }

    [Fact]
    public async Task WhatIsNoRun_IsLeftOut_AndWhatIsBroken_IsShownAsSuch()
    {
        await RecordAsync("good", 0, exitCode: 0);
        Write("results/foreign/notes.txt", "");
        Write("results/other/metrics.json", "{\"run\":3}");
        Write("results/mine/run.jsonl", "a list of mine\n");
        Write("results/20260102-030405-abcdef/run.jsonl", "{\"type\":\"ru");
        Write("results/file", "");
        Write("elsewhere/run.jsonl", "");
        Directory.CreateSymbolicLink(folder.File("results/link"), folder.File("elsewhere"));

        var runs = Runs.List();

        Assert.Equal(
            [
                ("good", PastRunState.Ended, true),
                ("mine", PastRunState.Broken, false),
                ("20260102-030405-abcdef", PastRunState.Broken, true),
            ],
            runs.Select(run => (run.Name, run.State, run.CanBeDeleted))
        );
        Assert.All(runs.Skip(1), run => Assert.NotNull(run.Problem));
        Assert.Empty(new PastRuns(folder.File("nothing")).List());
        Assert.Empty(new PastRuns(folder.File("results/file")).List());
    }

    // What no version has written, and no reader looks for.
    [Fact]
    public async Task AJournalOfNonsense_IsBroken_AndKeepsNoOtherFromTheList()
    {
        await RecordAsync("good", 0, exitCode: 0);
        var path = await RecordAsync("odd", 0, exitCode: 0);
        File.Delete(Path.Combine(path, "metrics.json"));
        var journal = Path.Combine(path, JournalWriter.FileName);
        var lines = await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken);
        var first = JsonNode.Parse(lines[0])!;
        first["thresholds"] = new JsonArray((JsonNode?)null);
        await File.WriteAllLinesAsync(
            journal,
            [first.ToJsonString(), .. lines[1..]],
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            [("good", PastRunState.Ended), ("odd", PastRunState.Broken)],
            Runs.List().Select(run => (run.Name, run.State))
        );
    }

    [Fact]
    public async Task ARunThatGoesOn_IsShownAsSuch_AndCannotBeRemoved()
    {
        var path = await RecordAsync("run", 0, exitCode: 0);
        var runs = Runs;
        using (FolderLock.Take(path))
        {
            var run = Assert.Single(runs.List());
            Assert.Equal((PastRunState.Running, "RUNNING", false), (run.State, run.Word, run.CanBeDeleted));
            Assert.Equal("this run goes on", runs.Delete("run"));
        }

        // One that was killed leaves the file.
        await File.WriteAllTextAsync(Path.Combine(path, RunFolder.LockFile), "", TestContext.Current.CancellationToken);
        Assert.Equal(PastRunState.Ended, runs.List().Single().State);
        Assert.Null(runs.Delete("run"));
        Assert.False(Directory.Exists(path));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("../elsewhere")]
    [InlineData("run/../../elsewhere")]
    [InlineData("/")]
    [InlineData("link")]
    [InlineData("mine")]
    [InlineData("no-such")]
    public async Task Delete_OfWhatIsNoRunOfTheFolder_RemovesNothing(string name)
    {
        await RecordAsync("run", 0, exitCode: 0);
        Write("elsewhere/run.jsonl", "");
        Write("results/mine/run.jsonl", "a list of mine\n");
        Directory.CreateSymbolicLink(folder.File("results/link"), folder.File("elsewhere"));

        Assert.NotNull(Runs.Delete(name));

        Assert.True(File.Exists(folder.File("elsewhere/run.jsonl")));
        Assert.True(File.Exists(folder.File("results/mine/run.jsonl")));
        Assert.True(Directory.Exists(folder.File("results/link")));
        Assert.True(Directory.Exists(folder.File("results/run")));
    }

    [Fact]
    public async Task Delete_RemovesLinksInTheFolder_AndNotWhatTheyLeadTo()
    {
        var path = await RecordAsync("run", 0, exitCode: 0);
        var kept = Write("elsewhere/kept.txt", "");
        Write("results/run/outputs/rows.jsonl", "");
        Directory.CreateSymbolicLink(Path.Combine(path, "outside"), folder.File("elsewhere"));
        File.CreateSymbolicLink(Path.Combine(path, "file"), kept);

        Assert.Null(Runs.Delete("run"));

        Assert.False(Directory.Exists(path));
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public async Task AFolderWhoseFilesChange_IsReadAgain()
    {
        var runs = Runs;
        var path = await RecordAsync("run", 0, exitCode: 0);
        Assert.False(runs.List().Single().HasLeft);

        await File.WriteAllTextAsync(
            Path.Combine(path, "not-removed.txt"),
            "key x\n",
            TestContext.Current.CancellationToken
        );
        Assert.True(runs.List().Single().HasLeft);

        Directory.Delete(path, recursive: true);
        Assert.Empty(runs.List());
    }

    private string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
        return folder.Write(name, content);
    }

    private Task<string> RecordAsync(string name, int seconds, int exitCode) =>
        RecordAsync(
            name,
            SampleRun.Report with
            {
                Run = SampleRun.Report.Run with { StartedAt = Start.AddSeconds(seconds) },
                ExitCode = exitCode,
            }
        );

    private async Task<string> RecordAsync(string name, RunReport report)
    {
        var path = Directory.CreateDirectory(folder.File($"results/{name}")).FullName;
        report = report with { Run = report.Run with { Id = name } };
        using (var journal = new JournalWriter(Path.Combine(path, JournalWriter.FileName), report.Run, _ => { }))
        {
            journal.End(report.Ending, report.Thresholds, report.ExitCode);
        }

        await using var metrics = File.Create(Path.Combine(path, "metrics.json"));
        await new MetricsJsonWriter().WriteAsync(report, metrics, TestContext.Current.CancellationToken);
        return path;
    }
}
