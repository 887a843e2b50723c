using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>What the public repository's workflows may do.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows =>
        [
            .. Directory
                .GetFiles(Path.Combine(RepositoryFiles.Root, ".github", "workflows"))
                .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)),
        ];

    // A tag can be moved to other code; what a commit holds cannot.
    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_ArePinnedToACommit_AndSayItsVersion(string workflow)
    {
        var used = Uses()
            .Matches(RepositoryFiles.Read(workflow))
            .Select(match => match.Groups["action"].Value)
            .ToList();

        Assert.NotEmpty(used);
        Assert.All(used, action => Assert.Matches(@"^(\./|[a-z/-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$)", action));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Rights_AreReadingUnlessAJobSaysOtherwise(string workflow) =>
        Assert.Contains(
            "\npermissions:\n  contents: read\n",
            RepositoryFiles.Read(workflow).ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Release_NeverHoldsNBomber()
    {
        var text = RepositoryFiles.Read(".github/workflows/release.yml");

        Assert.DoesNotContain("WITH_NBOMBER", text, StringComparison.Ordinal);
        Assert.DoesNotContain("WithNBomber", text, StringComparison.Ordinal);
        Assert.Contains("ARG WITH_NBOMBER=false", RepositoryFiles.Read("Dockerfile"), StringComparison.Ordinal);
    }

    [GeneratedRegex("uses: (?<action>.+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Uses();
}
