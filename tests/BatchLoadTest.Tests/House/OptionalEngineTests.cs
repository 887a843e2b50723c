using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>The NBomber engine is nowhere unless somebody asks for it: its licence forbids handing it on.</summary>
public sealed partial class OptionalEngineTests
{
    [Fact]
    public void PlainBuild_HoldsNothingOfNBomber()
    {
        var program = RepositoryFiles.Program;
        var folder = Path.GetDirectoryName(program)!;

        Assert.True(File.Exists(program));
        Assert.Empty(
            Directory.EnumerateFiles(
                folder,
                "*nbomber*",
                new EnumerationOptions { RecurseSubdirectories = true, MatchCasing = MatchCasing.CaseInsensitive }
            )
        );
        var dependencies = File.ReadAllText(Path.ChangeExtension(program, ".deps.json"));
        Assert.Contains("Spectre.Console", dependencies, StringComparison.Ordinal);
        Assert.DoesNotContain("NBomber", dependencies, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Solution_DoesNotNameTheProject() =>
        Assert.DoesNotContain("NBomber", RepositoryFiles.Read("BatchLoadTest.sln"), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Packages_HaveExactVersions() =>
        Assert.Equal(2, ExactVersion().Count(RepositoryFiles.Read("Directory.Packages.props")));

    [GeneratedRegex(@"Include=""NBomber(\.Http)?"" Version=""\[\d+\.\d+\.\d+\]""", RegexOptions.ExplicitCapture)]
    private static partial Regex ExactVersion();
}
