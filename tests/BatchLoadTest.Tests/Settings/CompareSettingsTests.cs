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

    [Theory]
    [InlineData("compare", "BASE and NEW from the command line: missing")]
    [InlineData("compare|a", "NEW from the command line: missing")]
    [InlineData("compare|a|b|c", "'c' from the command line: no argument is expected here")]
    [InlineData("compare|a|b|--users|5", "'--users' from the command line: an option of the command run only")]
    public async Task Compare_OfAnythingElse_SaysWhatIsWrong(string args, string expected)
    {
        Assert.Equal(ExitCodes.WrongUsage, await line.InvokeAsync(args.Split('|')));

        Assert.Contains(expected, line.Errors);
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
