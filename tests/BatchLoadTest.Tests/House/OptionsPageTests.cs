using System.Text.RegularExpressions;
using BatchLoadTest.Commands;
using BatchLoadTest.Tests.Support;

namespace BatchLoadTest.Tests.House;

/// <summary>The page of options is that of the settings catalogue.</summary>
public sealed partial class OptionsPageTests
{
    public static TheoryData<string> Commands => [.. CommandSet.Names];

    /// <summary>With <c>UPDATE_EXPECTATIONS=1</c> it writes the page.</summary>
    [Fact]
    public void Page_IsWhatTheCatalogueSays() =>
        Expected.MatchesFile(Path.Combine(RepositoryFiles.Root, OptionsPage.Path), OptionsPage.Text());

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task EveryOptionOfHelp_IsInTheCommandsPart(string command)
    {
        using var program = new CommandLineHarness();
        await program.InvokeAsync(command, "--help");
        var page = RepositoryFiles.Read(OptionsPage.Path).ReplaceLineEndings("\n");
        var part = page.Split(OptionsPage.Heading(command))[1].Split("\n## ")[0];
        var options = Option().Matches(program.Output).Select(match => match.Groups["name"].Value).Distinct().ToList();

        Assert.True(options.Count > 3);
        Assert.All(
            options.Except(CommandSet.CommonOptions, StringComparer.Ordinal),
            option => Assert.Matches($"`{option}[ `]", part)
        );
    }

    [GeneratedRegex(@"^ {2,6}(-\w, )?(?<name>--[a-z0-9-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Option();
}
