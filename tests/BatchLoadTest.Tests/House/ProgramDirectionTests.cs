using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>Rooms of the executable that must not know others.</summary>
public sealed partial class ProgramDirectionTests
{
    [Theory]
    // What is sent to open pages is made of what it is given; requests and sessions know it, not the other way round.
    [InlineData("Page/Live", "BatchLoadTest.Page.Session")]
    [InlineData("Page/Live", "BatchLoadTest.Page.Endpoints")]
    [InlineData("Page/Session", "BatchLoadTest.Page.Endpoints")]
    [InlineData("Telemetry", "BatchLoadTest.Page")]
    [InlineData("Telemetry", "BatchLoadTest.Runs")]
    [InlineData("Runs", "BatchLoadTest.Page")]
    public void Room_DoesNotKnow(string room, string other)
    {
        var files = RepositoryFiles.Sources($"src/BatchLoadTest/{room}").ToList();

        Assert.NotEmpty(files);
        Assert.All(
            files,
            file => Assert.DoesNotContain($"using {other}", File.ReadAllText(file), StringComparison.Ordinal)
        );
    }

    // A request that asked the run itself would judge thresholds, or take locks, while somebody waits for its answer.
    [Fact]
    public void Page_KnowsOfARunOnlyWhatItIsToldAndHowItIsSteered()
    {
        string[] allowed = ["IRunObserver", "RunMoment", "RunSteering", "RunControl", "LoadTest", "ProcessSignals"];
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
