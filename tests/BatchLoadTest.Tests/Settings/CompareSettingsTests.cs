using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.Settings;

public sealed class CompareSettingsTests : IDisposable
{
    private readonly CommandLineHarness line = new();

    public void Dispose() => line.Dispose();

    [Fact]
    public async Task Compare_TakesTwoRuns()
    {
        var code = await line.InvokeAsync("compare", "a", "--fail-on", "worse:10%", "b", "--markdown", "c.md");

        Assert.True(code == ExitCodes.Success, line.Error);
        Assert.Equal(Path.GetFullPath("a", line.WorkingDirectory), line.Compare!.Base);
        Assert.Equal(Path.GetFullPath("b", line.WorkingDirectory), line.Compare.New);
        Assert.Equal(0.1, line.Compare.FailOn!.Limit);
        Assert.Equal(Path.GetFullPath("c.md", line.WorkingDirectory), line.Compare.Markdown);
    }

    [Fact]
    public async Task Compare_HasAVariableOfItsOwnForItsPage_SoThatItNeverWritesOverARunsReport()
    {
        line.Variables["BATCH_LOAD_TEST_HTML"] = "report.html";
        await line.InvokeAsync("compare", "a", "b");
        Assert.Null(line.Compare!.Html);

        line.Variables["BATCH_LOAD_TEST_COMPARE_HTML"] = "compared.html";
        await line.InvokeAsync("compare", "a", "b");
        Assert.Equal(Path.GetFullPath("compared.html", line.WorkingDirectory), line.Compare!.Html);
    }

    [Theory]
    [InlineData("a|--baseline|x", "x", "a", false)]
    [InlineData("--latest|a", null, "a", true)]
    [InlineData("a|--latest|--baseline|x", "x", "a", true)]
    public async Task Compare_TakesABaselineOrTheNewest(string args, string? baseline, string newer, bool latest)
    {
        var code = await line.InvokeAsync(["compare", .. args.Split('|')]);

        Assert.True(code == ExitCodes.Success, line.Error);
        Assert.Equal(baseline is null ? null : Path.GetFullPath(baseline, line.WorkingDirectory), line.Compare!.Base);
        Assert.Equal(Path.GetFullPath(newer, line.WorkingDirectory), line.Compare.New);
        Assert.Equal(latest, line.Compare.Latest);
    }

    [Theory]
    [InlineData("compare", "BASE and NEW from the command line: missing")]
    [InlineData("compare|a", "NEW from the command line: missing")]
    [InlineData("compare|a|b|c", "'c' from the command line: no argument is expected here")]
    [InlineData("compare|--latest", "DIR from the command line: missing")]
    [InlineData("compare|--baseline|x", "NEW from the command line: missing")]
    [InlineData(
        "compare|a|b|--latest",
        "'b' from the command line: with --latest 'true' from the command line only a folder of runs, DIR, is expected"
    )]
    [InlineData(
        "compare|a|b|--baseline|x",
        "'b' from the command line: with --baseline 'x' from the command line only the new run, NEW, is expected"
    )]
    [InlineData(
        "compare|a|b|--baseline|x|--latest",
        "'b' from the command line: with --latest 'true' from the command line only a folder of runs, DIR, is expected"
    )]
    [InlineData("compare|a|b|c|--latest", "'c' from the command line: no argument is expected here")]
    [InlineData("compare|a|b|--users|5", "'--users' from the command line: an option of the command run only")]
    public async Task Compare_OfAnythingElse_SaysWhatIsWrong(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(args.Split('|')));

        // The option of another command leaves its value behind.
        Assert.StartsWith(expected, line.Errors[0], StringComparison.Ordinal);
        Assert.Equal(args.Contains("--users", StringComparison.Ordinal) ? 2 : 1, line.Errors.Count);
    }

    [Theory]
    [InlineData("better")]
    [InlineData("worse:10")]
    [InlineData("worse:x%")]
    public async Task FailOn_Wrong_SaysWhatIsAllowed(string text)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync("compare", "a", "b", "--fail-on", text));

        Assert.StartsWith(
            $"--fail-on '{text}' from the command line: must be worse",
            Assert.Single(line.Errors),
            StringComparison.Ordinal
        );
    }
}
