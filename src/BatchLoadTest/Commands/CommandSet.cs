using BatchLoadTest.Settings;

namespace BatchLoadTest.Commands;

/// <summary>The commands, and the options that are no settings.</summary>
internal static class CommandSet
{
    /// <summary>Shows help.</summary>
    public const string HelpOption = "--help";

    /// <summary>Its short forms.</summary>
    public static readonly string[] HelpAliases = ["-h", "-?"];

    /// <summary>Shows the version.</summary>
    public const string VersionOption = "--version";

    /// <summary>All commands; the first one's name may be left out.</summary>
    public static IReadOnlyList<CommandDefinition> All { get; } =
    [
        RunCommand.Definition,
        CheckCommand.Definition,
        CapacityCommand.Definition,
        MockCommand.Definition,
        ReportCommand.Definition,
        CompareCommand.Definition,
        HealthCommand.Definition,
        CertificateCommand.Definition,
    ];

    /// <summary>The names of all commands.</summary>
    public static IEnumerable<string> Names => All.Select(command => command.Name);

    /// <summary>Options of every command that are no settings.</summary>
    public static IReadOnlyList<string> CommonOptions { get; } = [HelpOption, VersionOption];

    /// <summary>Whether the argument is a command's name.</summary>
    public static bool IsCommand(string argument) => Names.Contains(argument, StringComparer.Ordinal);

    /// <summary>
    /// The command of a command line. The parser would take the host named "mock" for the command of that name, so a
    /// command comes first or not at all.
    /// </summary>
    public static CommandDefinition Of(
        IReadOnlyList<string> arguments,
        IReadOnlyList<CommandDefinition>? commands = null
    ) =>
        (commands ?? All).FirstOrDefault(command => arguments.Count > 0 && arguments[0] == command.Name)
        ?? (commands ?? All)[0];

    /// <summary>Whether a command line is of a command that goes on until a signal, or is ended by one in its own way.</summary>
    public static bool TakesSignals(IReadOnlyList<string> arguments) =>
        Of(arguments).Kind is CommandKinds.Run or CommandKinds.Capacity or CommandKinds.Check or CommandKinds.Mock;

    /// <summary>The command of that kind.</summary>
    public static CommandDefinition Of(CommandKinds kind) => All.First(command => command.Kind == kind);

    /// <summary>The commands' names in words, such as <c>run or report</c>.</summary>
    public static string NamesOf(CommandKinds kinds) =>
        string.Join(" or ", All.Where(command => kinds.HasFlag(command.Kind)).Select(command => command.Name));
}
