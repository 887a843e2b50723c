using BatchLoadTest.Settings;

namespace BatchLoadTest.Commands;

/// <summary>The names of the commands and of the options that are no settings.</summary>
internal static class CommandSet
{
    /// <summary>The load test; may be left out.</summary>
    public const string Run = "run";

    /// <summary>The mock server alone.</summary>
    public const string Mock = "mock";

    /// <summary>Shows help.</summary>
    public const string HelpOption = "--help";

    /// <summary>Shows the version.</summary>
    public const string VersionOption = "--version";

    /// <summary>All commands.</summary>
    public static IReadOnlyList<string> Names { get; } = [Run, Mock];

    /// <summary>Options of every command that are no settings.</summary>
    public static IReadOnlyList<string> CommonOptions { get; } = [HelpOption, VersionOption];

    /// <summary>Whether the argument is a command's name.</summary>
    public static bool IsCommand(string argument) => Names.Contains(argument, StringComparer.Ordinal);

    /// <summary>The command's name.</summary>
    public static string NameOf(CommandKinds command) => command == CommandKinds.Mock ? Mock : Run;
}
