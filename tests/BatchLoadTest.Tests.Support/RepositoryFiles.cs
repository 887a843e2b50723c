using System.Reflection;

namespace BatchLoadTest.Tests.Support;

/// <summary>The repository that these tests were built from.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = Path.GetFullPath(Metadata("Repository"));

    /// <summary>The built program in its own output folder, from where a person starts it.</summary>
    public static string Program { get; } = Path.GetFullPath(Metadata("Program"));

    /// <summary>The built program that is a member of a cluster and nothing else.</summary>
    public static string ClusterMember { get; } = Path.GetFullPath(Metadata("ClusterMember"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> Sources(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                    StringComparison.Ordinal
                )
            );

    private static string Metadata(string key) =>
        typeof(RepositoryFiles)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == key)
            .Value!;
}
