using System.Text.RegularExpressions;

namespace BatchLoadTest.Tests.House;

/// <summary>The house's directions: which room may know which. A new arrow is a decision, not an accident.</summary>
public sealed partial class DirectionTests
{
    private const string Core = "BatchLoadTest.Core";
    private const string Program = "BatchLoadTest";
    private const string MockServer = "BatchLoadTest.MockServer";
    private const string Cluster = "BatchLoadTest.Cluster";
    private const string NBomber = "BatchLoadTest.NBomber";

    // Room by room from the ground up; what each may know of its own project.
    private static readonly Dictionary<string, Dictionary<string, string[]>> Allowed = new(StringComparer.Ordinal)
    {
        [Core] = new(StringComparer.Ordinal)
        {
            ["Measurements"] = [],
            ["Load"] = [],
            ["Statistics"] = ["Measurements", "Load"],
            ["Capacity"] = ["Statistics"],
            ["Thresholds"] = ["Measurements", "Statistics"],
            ["BatchApi"] = ["Measurements"],
            ["Authentication"] = ["Measurements", "BatchApi"],
            ["Scenarios"] = ["Measurements", "BatchApi", "Authentication", "Load"],
            ["Recording"] = ["Measurements", "Statistics", "Thresholds", "Load", "Capacity"],
            ["Reporting"] = ["Measurements", "Statistics", "Thresholds", "Load", "Capacity", "Recording"],
            ["Checks"] = ["Authentication", "BatchApi", "Measurements", "Reporting", "Scenarios"],
            ["Preflight"] = ["Authentication", "BatchApi", "Checks", "Recording", "Scenarios"],
            ["Comparison"] = ["Measurements", "Statistics", "Thresholds", "Load", "Recording", "Reporting"],
            ["Cluster"] =
            [
                "Authentication",
                "BatchApi",
                "Load",
                "Measurements",
                "Recording",
                "Reporting",
                "Statistics",
            ],
        },
        [Program] = new(StringComparer.Ordinal)
        {
            ["Runtime"] = [],
            ["Engines"] = [],
            ["Views"] = [],
            ["Settings"] = ["Engines", "Runtime"],
            ["Terminal"] = ["Runtime", "Views"],
            ["Telemetry"] = ["Runtime"],
            ["Results"] = ["Runtime", "Settings", "Terminal"],
            ["Runs"] = ["Engines", "Results", "Runtime", "Settings", "Telemetry", "Terminal", "Views"],
            ["Reports"] = ["Results", "Runs", "Runtime", "Settings", "Terminal"],
            ["Checks"] = ["Results", "Runs", "Runtime", "Settings", "Terminal"],
            ["Page"] = ["Reports", "Results", "Runs", "Runtime", "Settings", "Telemetry", "Terminal", "Views"],
            ["Workers"] = ["Page", "Runs", "Runtime", "Settings", "Terminal", "Views"],
            ["Commands"] = ["Checks", "Page", "Reports", "Runs", "Runtime", "Settings", "Terminal", "Workers"],
        },
        [MockServer] = new(StringComparer.Ordinal)
        {
            ["Options"] = [],
            ["Counting"] = [],
            ["Keys"] = ["Counting", "Options"],
            ["Http"] = ["Counting", "Options"],
            ["Storage"] = ["Options"],
            ["Faults"] = ["Http", "Options"],
            ["Rows"] = ["Http", "Options", "Storage"],
            ["Planning"] = ["Faults", "Options", "Rows"],
            ["Batches"] = ["Counting", "Faults", "Http", "Options", "Planning", "Rows", "Storage"],
            ["Results"] = ["Batches", "Faults", "Http", "Options", "Planning", "Rows", "Storage"],
            ["Endpoints"] =
            [
                "Batches",
                "Counting",
                "Faults",
                "Http",
                "Keys",
                "Options",
                "Planning",
                "Results",
                "Rows",
                "Storage",
            ],
            ["Server"] =
            [
                "Batches",
                "Counting",
                "Endpoints",
                "Faults",
                "Http",
                "Keys",
                "Options",
                "Planning",
                "Storage",
            ],
        },
        [Cluster] = new(StringComparer.Ordinal)
        {
            ["Membership"] = [],
            ["Greeting"] = [],
            ["Calls"] = ["Membership"],
            ["Hosting"] = ["Calls", "Greeting", "Membership"],
        },
        // What needs NBomber stands in the project's root; the mapping does without.
        [NBomber] = new(StringComparer.Ordinal) { ["Mapping"] = [] },
    };

    public static TheoryData<string, string> Rooms =>
        new(Allowed.SelectMany(project => project.Value.Keys.Select(room => (project.Key, room))));

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Room_KnowsOnlyTheRoomsBelowIt(string project, string room)
    {
        foreach (var file in RepositoryFiles.Sources($"src/{project}/{room}"))
        {
            foreach (var known in FoldersKnownTo(project, file).Select(RoomOf).Where(known => known != room))
            {
                Assert.True(Allowed[project][room].Contains(known), $"{file} knows {known}, which {room} must not");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_HasNoOtherRooms(string project) =>
        Assert.Equal(
            Allowed[project].Keys.Order(StringComparer.Ordinal),
            RepositoryFiles
                .Sources($"src/{project}")
                .Select(file => FolderOf(project, file))
                .Where(folder => folder.Length > 0)
                .Select(RoomOf)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Projects))]
    public void FoldersBesideEachOther_DoNotKnowEachOther(string project)
    {
        var known = RepositoryFiles
            .Sources($"src/{project}")
            .SelectMany(file =>
                FoldersKnownTo(project, file).Select(other => WhereTheyPart(FolderOf(project, file), other))
            )
            .OfType<(string From, string To)>()
            .ToHashSet();
        Assert.DoesNotContain(known, arrow => known.Contains((arrow.To, arrow.From)));
    }

    [Fact]
    public void Program_HasOneFileInItsRoot() =>
        Assert.Equal(
            ["Program.cs"],
            RepositoryFiles
                .Sources($"src/{Program}")
                .Where(file => FolderOf(Program, file).Length == 0)
                .Select(Path.GetFileName)
        );

    [Fact]
    public void MockServer_KnowsNothingOfOurs()
    {
        Assert.DoesNotContain(
            "ProjectReference",
            RepositoryFiles.Read($"src/{MockServer}/{MockServer}.csproj"),
            StringComparison.Ordinal
        );
        Assert.All(
            RepositoryFiles.Sources($"src/{MockServer}"),
            file => Assert.DoesNotMatch(@"^using BatchLoadTest\.(?!MockServer\b)", File.ReadAllText(file))
        );
    }

    // The namespaces that a file uses, as folders of its project.
    private static IEnumerable<string> FoldersKnownTo(string project, string file)
    {
        var root =
            project == Core ? "BatchLoadTest"
            : project == Cluster ? "BatchLoadTest.Silos"
            : project;
        return Using()
            .Matches(File.ReadAllText(file))
            .Select(match => match.Groups["name"].Value)
            .Where(name => name.StartsWith(root + ".", StringComparison.Ordinal))
            .Select(name => name[(root.Length + 1)..].Replace('.', '/'))
            .Where(folder => Allowed[project].ContainsKey(RoomOf(folder)));
    }

    private static string FolderOf(string project, string file) =>
        Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(RepositoryFiles.Root, "src", project), file))!
            .Replace('\\', '/');

    private static string RoomOf(string folder) => folder.Split('/')[0];

    // The two folders beside each other through which the way from one to the other leads; null where one is in the other.
    private static (string From, string To)? WhereTheyPart(string from, string to)
    {
        var (ours, theirs) = (from.Split('/'), to.Split('/'));
        var shared = ours.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
        return shared == ours.Length || shared == theirs.Length
            ? null
            : (string.Join('/', ours[..(shared + 1)]), string.Join('/', theirs[..(shared + 1)]));
    }

    [GeneratedRegex(
        @"^using (static )?(?<name>BatchLoadTest\.[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Using();
}
