using System.Reflection;

namespace BatchLoadTest.Runtime;

/// <summary>The program's name and version.</summary>
public static class ProgramInfo
{
    /// <summary>What is typed to start it.</summary>
    public const string Name = "batch-load-test";

    /// <summary>The version of this build.</summary>
    public static string Version { get; } =
        typeof(ProgramInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";
}
