namespace BatchLoadTest.Tests.House;

/// <summary>Rooms of the executable that must not know others.</summary>
public sealed class ProgramDirectionTests
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

    [Fact]
    public void Requests_JudgeNothing() =>
        Assert.All(
            RepositoryFiles.Sources("src/BatchLoadTest/Page"),
            file => Assert.DoesNotContain("ThresholdEvaluator", File.ReadAllText(file), StringComparison.Ordinal)
        );
}
