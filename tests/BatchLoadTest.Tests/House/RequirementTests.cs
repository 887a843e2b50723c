using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>Tests that need an installed part: one line for each missing part, and no test that hides.</summary>
public sealed partial class RequirementTests
{
    private static readonly Dictionary<string, string[]> Needs = new(StringComparer.Ordinal)
    {
        ["first"] = [],
        ["second"] = ["browser"],
        ["third"] = ["helm"],
        ["fourth"] = ["browser"],
        ["fifth"] = ["locust", "browser"],
    };

    [Fact]
    public void OneForEachMissingPart_NothingMissing_RunsAll()
    {
        var (run, skipped) = Requirement.OneForEachMissingPart(Needs.Keys, test => Needs[test], _ => false);

        Assert.Equal(Needs.Keys, run);
        Assert.Empty(skipped);
    }

    [Fact]
    public void OneForEachMissingPart_OneMissing_TheFirstStandsForAllThatNeedIt()
    {
        var (run, skipped) = Requirement.OneForEachMissingPart(
            Needs.Keys,
            test => Needs[test],
            part => part == "browser"
        );

        Assert.Equal(["first", "second", "third"], run);
        Assert.Equal(("browser", 3), Assert.Single(skipped, each => each.Key == "second").Value);
        Assert.Single(skipped);
    }

    [Fact]
    public void OneForEachMissingPart_TwoMissing_OneEach()
    {
        var (run, skipped) = Requirement.OneForEachMissingPart(
            Needs.Keys,
            test => Needs[test],
            part => part != "locust"
        );

        Assert.Equal(["first", "second", "third"], run);
        Assert.Equal([("browser", 3), ("helm", 1)], skipped.Values.Order());
    }

    [Fact]
    public void Reason_NamesThePartAndHowToGetIt() =>
        Assert.Equal("3 tests need Chromium (Debian: apt-get install chromium)", Requirement.Reason("browser", 3));

    [Fact]
    public void EveryNeedOfATest_IsAKnownPart()
    {
        var named = RepositoryFiles
            .Sources("tests")
            .SelectMany(file => Need().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["part"].Value)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        Assert.Equal(InstalledParts.All.Select(part => part.Name).Order(StringComparer.Ordinal), named);
    }

    [Theory]
    [InlineData("BatchLoadTest.Tests", "BatchLoadTest.Tests.Thresholds", "thresholds")]
    [InlineData("BatchLoadTest.Tests", "BatchLoadTest.Tests.Reporting.Html", "reporting")]
    [InlineData("BatchLoadTest.Chart", "BatchLoadTest.Chart", "chart")]
    public void Area_IsTheFirstFolderOrTheProject(string assembly, string space, string area) =>
        Assert.Equal(area, AreaDiscoverer.AreaOf(assembly, space));

    [GeneratedRegex(
        @"^ *\[Trait\(""needs"", ""(?<part>\w+)""\)\]",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Need();
}
