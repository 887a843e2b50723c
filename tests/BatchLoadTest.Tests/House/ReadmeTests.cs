using System.Text.RegularExpressions;
using BatchLoadTest.Tests.EndToEnd;

namespace BatchLoadTest.Tests.House;

/// <summary>The README says what the program does.</summary>
public sealed partial class ReadmeTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("mock")]
    [InlineData("report")]
    [InlineData("compare")]
    public async Task EveryOptionOfHelp_IsInTheReadme(string command)
    {
        var help = await BuiltProgram.RunAsync(Path.GetTempPath(), null, command, "--help");
        var readme = RepositoryFiles.Read("README.md");
        var options = Option().Matches(help.Output).Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.True(options.Count > 3);
        Assert.All(
            options.Where(option => option is not ("--help" or "--version")),
            // The mock's options inside a run are those of the mock alone with a prefix.
            option =>
                Assert.Contains(
                    option.Replace("--mock-", "--", StringComparison.Ordinal),
                    readme,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void EveryExitCode_IsInTheReadme()
    {
        var readme = RepositoryFiles.Read("README.md");
        Assert.All(ExitCodes.Meanings, code => Assert.Matches($@"\| (\d+ / )?{code.Key}( / \d+)? \|", readme));
    }

    [GeneratedRegex(@"^ +(-\w, )?(?<name>--[a-z0-9-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Option();
}
