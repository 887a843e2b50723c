using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>What the page may know of a run; which room may know which is in <see cref="DirectionTests"/>.</summary>
public sealed partial class PageDirectionTests
{
    // A request that asked the run itself would judge thresholds, or take locks, while somebody waits for its answer.
    [Fact]
    public void Page_KnowsOfARunOnlyWhatItIsToldAndHowItIsSteered()
    {
        string[] allowed =
        [
            "IRunObserver",
            "RunMoment",
            "RunSteering",
            "RunControl",
            "LoadTest",
            "ITeamRun",
            "ProcessSignals",
        ];
        var parts = RepositoryFiles
            .Sources("src/BatchLoadTest/Runs")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Except(allowed, StringComparer.Ordinal)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Contains("RunRecord", parts);
        Assert.All(
            RepositoryFiles.Sources("src/BatchLoadTest/Page"),
            file =>
                Assert.DoesNotContain(
                    Words().Matches(File.ReadAllText(file)).Select(word => word.Value),
                    word => parts.Contains(word)
                )
        );
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();
}
