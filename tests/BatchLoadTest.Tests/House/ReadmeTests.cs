using BatchLoadTest.Runtime;

namespace BatchLoadTest.Tests.House;

/// <summary>The README is short, and says what the program does.</summary>
public sealed class ReadmeTests
{
    // Who opens the repository reads one page; what else there is to know is in docs/.
    private const int MostLines = 150;

    [Fact]
    public void Readme_IsShort() =>
        Assert.InRange(File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "README.md")).Length, 1, MostLines);

    [Fact]
    public void EveryExitCode_IsInTheReadme()
    {
        var readme = RepositoryFiles.Read("README.md");
        Assert.All(ExitCodes.Meanings, code => Assert.Matches($@"\| (\d+ / )?{code.Key}( / \d+)? \|", readme));
    }
}
