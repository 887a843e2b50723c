using BatchLoadTest.Comparison;
using BatchLoadTest.Reports;
using BatchLoadTest.Settings;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.Commands;

public sealed class CompareCommandTests : IDisposable
{
    private static readonly SimulatedTest Usual = new() { Seed = 31, Seconds = 30 };

    // Where it is not read, or not to its end.
    private static readonly SimulatedTest Brief = Usual with { Seconds = 3 };

    private readonly TemporaryFolder folder = new();
    private readonly TestTerminal terminal = new();

    [Fact]
    public async Task LikeRuns_ReturnZero()
    {
        var settings = Settings(Usual, Usual with { Seed = 32 }) with { FailOn = new FailOn(0) };

        Assert.Equal(0, await RunAsync(settings));
        Assert.Contains("NO DIFFERENCE", terminal.Screen(), StringComparison.Ordinal);
        Assert.Contains("--fail-on worse  not met", terminal.Screen(), StringComparison.Ordinal);
        Assert.Empty(terminal.Error.ToString());
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(0.1, 1)]
    [InlineData(20.0, 0)]
    public async Task ASlowerRun_ReturnsOneOnlyWhereThatWasAskedFor(double? limit, int expected)
    {
        var settings = Settings(Usual, Usual with { Slowness = 2 }) with
        {
            FailOn = limit is { } known ? new FailOn(known) : null,
        };

        Assert.Equal(expected, await RunAsync(settings));
        Assert.Contains("WORSE", terminal.Screen(), StringComparison.Ordinal);
        Assert.Contains($"(exit code {expected})", terminal.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunsThatSayNothing_ReturnOne_WhereAChangeForTheWorseWasAskedFor()
    {
        var settings = Settings(Brief, Brief);

        Assert.Equal(0, await RunAsync(settings));
        Assert.Equal(1, await RunAsync(settings with { FailOn = new FailOn(0.1) }));
        Assert.Contains("met, because nothing could be judged", terminal.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markdown_IsWrittenWhereItWasAskedFor()
    {
        var file = Path.Combine(folder.Path, "made", "comparison.md");
        var settings = Settings(Usual, Usual) with { Markdown = file };

        Assert.Equal(0, await RunAsync(settings));
        Assert.StartsWith(
            "### Load test: no difference",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Markdown_ThatCannotBeWritten_IsAnErrorAfterTheComparison()
    {
        var settings = Settings(Usual, Usual) with
        {
            Markdown = Path.Combine(folder.Write("file", ""), "comparison.md"),
        };

        Assert.Equal(4, await RunAsync(settings));
        Assert.Contains("NO DIFFERENCE", terminal.Screen(), StringComparison.Ordinal);
        Assert.Contains("comparison.md could not be written", terminal.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Html_IsWrittenWhereItWasAskedFor()
    {
        var file = Path.Combine(folder.Path, "made", "comparison.html");

        Assert.Equal(0, await RunAsync(Settings(Usual, Usual) with { Html = file }));
        Assert.Contains(
            "no difference: none of ",
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    // A folder that is none, and a disk that is full.
    [Theory]
    [InlineData("file/comparison.html")]
    [InlineData("/dev/full")]
    public async Task Html_ThatCannotBeWritten_IsOneErrorAfterTheComparison(string path)
    {
        Assert.SkipWhen(path == "/dev/full" && !File.Exists(path), "this system has no such device");
        folder.Write("file", "");
        var settings = Settings(Brief, Brief) with { Html = Path.Combine(folder.Path, path) };

        Assert.Equal(4, await RunAsync(settings));
        Assert.Contains("NOT ENOUGH DATA", terminal.Screen(), StringComparison.Ordinal);
        Assert.StartsWith(
            $"error: {settings.Html} could not be written: ",
            Assert.Single(terminal.Error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task FoldersWithoutARun_AreAllNamed()
    {
        var missing = Path.Combine(folder.Path, "missing");
        var settings = new CompareSettings { Base = missing, New = folder.Path };

        Assert.Equal(2, await RunAsync(settings));
        Assert.Equal(
            [
                $"error: BASE: {missing}: there is no such journal",
                $"error: NEW: {Path.Combine(folder.Path, "run.jsonl")}: there is no such journal",
            ],
            terminal.Error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
        );
        Assert.Empty(terminal.Screen());
    }

    [Theory]
    [InlineData(null, "simulated-2", "simulated-3")]
    [InlineData("b/run.jsonl", "simulated-1", "simulated-3")]
    [InlineData("c", "simulated-2", "simulated-3")]
    public async Task Latest_ComparesTheTwoThatBeganLast_OrTheNewestWithABaseline(
        string? baseline,
        string one,
        string other
    )
    {
        foreach (var (name, seed) in new[] { ("b", 1), ("c", 2), ("a", 3) })
        {
            var run = Brief with { Seed = seed };
            run.Record(Folder(name), run.Facts with { StartedAt = run.Facts.StartedAt.AddHours(seed) });
        }

        var settings = new CompareSettings
        {
            Base = baseline is null ? null : Path.Combine(folder.Path, baseline),
            New = folder.Path,
            Latest = true,
        };

        Assert.Equal(0, await RunAsync(settings));
        Assert.Contains($"BASE          {one}", terminal.Screen(), StringComparison.Ordinal);
        Assert.Contains($"NEW           {other}", terminal.Screen(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latest_OfOneRun_SaysWhatIsMissing()
    {
        Brief.Record(Folder("only"));

        Assert.Equal(2, await RunAsync(new CompareSettings { New = folder.Path, Latest = true }));
        Assert.Equal(
            $"error: {folder.Path}: only only has a journal; --latest compares the newest two, or the newest with "
                + "--baseline FILE",
            terminal.Error.ToString().TrimEnd()
        );
    }

    [Fact]
    public async Task AFolderOfRuns_IsToldFromARun()
    {
        Brief.Record(Folder("one"));

        Assert.Equal(2, await RunAsync(new CompareSettings { Base = Folder("one"), New = folder.Path }));
        Assert.Contains("take the newest with --latest", terminal.Error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a journal\n")]
    [InlineData("[]\n")]
    [InlineData("{\"type\":\"run\",\"format\":99}\n")]
    public async Task AFileThatIsNoJournal_ReturnsTwo(string content)
    {
        var settings = Settings(Brief, Brief) with { New = folder.Write("run.jsonl", content) };

        Assert.Equal(2, await RunAsync(settings));
        Assert.Contains("error: NEW: ", terminal.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AJournalWithABrokenSecond_ReturnsTwo()
    {
        var settings = Settings(Brief, Brief);
        var journal = Path.Combine(settings.New, "run.jsonl");
        var lines = await File.ReadAllLinesAsync(journal, TestContext.Current.CancellationToken);
        lines[5] = lines[5][..100];
        await File.WriteAllLinesAsync(journal, lines, TestContext.Current.CancellationToken);

        Assert.Equal(2, await RunAsync(settings));
        Assert.Contains(
            "run.jsonl, line 6: not a line of a journal",
            terminal.Error.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task AJournalOfAnImpossibleTime_ReturnsTwo()
    {
        var settings = Settings(Brief, Brief);
        var journal = Path.Combine(settings.New, "run.jsonl");
        var text = await File.ReadAllTextAsync(journal, TestContext.Current.CancellationToken);
        var first = text.IndexOf("\"t\":", StringComparison.Ordinal) + 4;
        await File.WriteAllTextAsync(
            journal,
            text[..first] + "9999999" + text[first..],
            TestContext.Current.CancellationToken
        );

        Assert.Equal(2, await RunAsync(settings));
    }

    public void Dispose()
    {
        folder.Dispose();
        terminal.Dispose();
    }

    private Task<int> RunAsync(CompareSettings settings) =>
        new CompareRun(settings, terminal.Output()).RunAsync(TestContext.Current.CancellationToken);

    private CompareSettings Settings(SimulatedTest baseline, SimulatedTest newer)
    {
        var (one, other) = (Folder("base"), Folder("new"));
        baseline.Record(one);
        newer.Record(other);
        return new CompareSettings { Base = one, New = other };
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
}
