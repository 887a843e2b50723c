using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>The house's directions: which room of Core may know which. A new arrow is a decision, not an accident.</summary>
public sealed partial class DirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Measurements"] = [],
        ["Statistics"] = ["Measurements"],
        ["Thresholds"] = ["Measurements", "Statistics"],
        ["BatchApi"] = ["Measurements"],
        ["Authentication"] = ["Measurements", "BatchApi"],
        ["Load"] = [],
        ["Scenarios"] = ["Measurements", "BatchApi", "Authentication", "Load"],
        ["Recording"] = ["Measurements", "Statistics", "Thresholds", "Load"],
        ["Reporting"] = ["Measurements", "Statistics", "Thresholds", "Load", "Recording"],
        ["Comparison"] = ["Measurements", "Statistics", "Load", "Recording", "Reporting"],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_KnowsOnlyTheRoomsBelowIt(string room)
    {
        foreach (var file in RepositoryFiles.Sources($"src/BatchLoadTest.Core/{room}"))
        {
            foreach (var known in RoomsNamedIn(File.ReadAllText(file)).Where(known => known != room))
            {
                Assert.True(Allowed[room].Contains(known), $"{file} knows {known}, which {room} must not");
            }
        }
    }

    [Fact]
    public void Core_HasNoOtherRooms() =>
        Assert.Equal(
            Allowed.Keys.Order(StringComparer.Ordinal),
            RepositoryFiles
                .Sources("src/BatchLoadTest.Core")
                .Select(file =>
                    Path.GetRelativePath(Path.Combine(RepositoryFiles.Root, "src/BatchLoadTest.Core"), file)
                )
                .Select(file => file.Split(Path.DirectorySeparatorChar)[0])
                .Where(room => room != "bin")
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void MockServer_KnowsNothingOfOurs()
    {
        Assert.DoesNotContain(
            "ProjectReference",
            RepositoryFiles.Read("src/BatchLoadTest.MockServer/BatchLoadTest.MockServer.csproj"),
            StringComparison.Ordinal
        );
        Assert.All(
            RepositoryFiles.Sources("src/BatchLoadTest.MockServer"),
            file => Assert.Empty(RoomsNamedIn(File.ReadAllText(file)))
        );
    }

    private static IEnumerable<string> RoomsNamedIn(string source) =>
        Using().Matches(source).Select(match => match.Groups["room"].Value).Where(Allowed.ContainsKey).Distinct();

    [GeneratedRegex(@"\bBatchLoadTest\.(?<room>\w+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Using();
}
