using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>The page that shows newcomers around names only what is there, and every room.</summary>
public sealed partial class ArchitecturePageTests
{
    private static readonly string Page = RepositoryFiles.Read("docs/architecture.md");

    public static TheoryData<string> Names =>
        [.. Place().Matches(Page).Select(match => match.Groups["name"].Value).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPlaceItNames_IsThere(string name) =>
        Assert.Contains(
            Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root, "src")),
            project => Path.Exists(Path.Combine(project, name))
        );

    [Fact]
    public void EveryRoom_IsOnIt() =>
        Assert.All(
            Directory
                .EnumerateDirectories(Path.Combine(RepositoryFiles.Root, "src"))
                .SelectMany(Directory.EnumerateDirectories)
                .Select(Path.GetFileName)
                .Where(room => room is not ("bin" or "obj")),
            room => Assert.Contains($"`{room}`", Page, StringComparison.Ordinal)
        );

    // Files, and folders within a room; "`Results`" alone may be a word.
    [GeneratedRegex(@"`(?<name>[A-Z]\w*(/\w+)*(/\w+(\.cs)?|\.cs))`", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();
}
