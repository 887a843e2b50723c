using System.CommandLine;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Settings.Sources;
using BatchLoadTest.Terminal;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Commands;

/// <summary>
/// Reads a command line, its environment and its settings file; then either says everything that is wrong, or hands
/// the settings to the command.
/// </summary>
/// <param name="commands">The commands; the first one's name may be left out.</param>
/// <param name="environment">What is around the program.</param>
internal sealed class CommandLineApp(IReadOnlyList<CommandDefinition> commands, CommandLineEnvironment environment)
{
    // Passwords may begin with '@', which the parser would otherwise take for the name of a file of arguments.
    // And it would take -headless for -h with more behind it: help, and success, where a test was meant.
    private static readonly ParserConfiguration Parsing = new()
    {
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    private readonly SettingFiles files = new(environment.WorkingDirectory, environment.ProgramDirectory);

    /// <summary>Runs one command line; the result is an exit code out of <see cref="ExitCodes"/>.</summary>
    public Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default)
    {
        var definition = CommandSet.Of(args, commands);
        args = ShortOptions.Separate(definition.Kind, args);
        var command = Build(args, definition);
        var invocation = new InvocationConfiguration
        {
            Output = environment.Output,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            // Signals belong to the handlers: a first one stops gently.
            ProcessTerminationTimeout = null,
        };
        return command.Parse(args, Parsing).InvokeAsync(invocation, cancellationToken);
    }

    private Command Build(string[] args, CommandDefinition definition)
    {
        var command = new SettingsCommand(definition);
        command.Command.SetAction(BodyAsync);
        command.Command.AddText(CommandSet.HelpOption, CommandSet.HelpAliases, () => HelpText.Of(definition));
        command.Command.AddText(CommandSet.VersionOption, [], () => $"{ProgramInfo.Name} {ProgramInfo.Version}");
        return command.Command;

        async Task<int> BodyAsync(ParseResult line, CancellationToken cancellationToken)
        {
            var level = LogLevel.Information;
            try
            {
                var problems = new ProblemList();
                var (options, operands) = command.Read(line, args, problems);
                var reader = LayerStack.Open(
                    definition.Kind,
                    options,
                    environment.Variables,
                    environment.Variable,
                    files,
                    problems
                );
                reader.Operands = operands;
                level = reader.Value(GeneralCatalogue.LogLevels);
                var run = definition.Prepare(reader, files, problems);
                if (await SayAsync(problems, definition))
                {
                    await WriteWhyAsync(reader, problems, definition);
                    return ExitCodes.WrongUsage;
                }

                return await run(cancellationToken);
            }
            catch (Exception defect)
            {
                // The last border: whatever went wrong, the caller gets a line and an exit code.
                await SayAsync(defect, level);
                return ExitCodes.InternalError;
            }
        }
    }

    /// <summary>Prints what was found; true if it stops the command.</summary>
    private async Task<bool> SayAsync(ProblemList problems, CommandDefinition definition)
    {
        foreach (var warning in problems.Warnings)
        {
            await environment.Error.WriteLineAsync("warning: " + warning);
        }

        foreach (var error in problems.Errors)
        {
            await environment.Error.WriteLineAsync("error: " + error);
        }

        if (problems.Errors.Count == 0)
        {
            return false;
        }

        var command = definition.Kind == CommandKinds.Run ? ProgramInfo.Name : $"{ProgramInfo.Name} {definition.Name}";
        await environment.Error.WriteLineAsync($"See {command} {CommandSet.HelpOption}");
        return true;
    }

    // Where a scheduler shows it.
    private async Task WriteWhyAsync(SettingsReader reader, ProblemList problems, CommandDefinition definition)
    {
        if (definition.Kind is CommandKinds.Run or CommandKinds.Capacity)
        {
            var words = string.Join("; ", problems.Errors);
            await TerminationLog.WriteWhyAsync(
                reader.TryGet(OutputCatalogue.TerminationLog, out var log) ? files.FullPath(log) : null,
                TerminalOutput.OfThisProcess(),
                $"{words} (exit code {ExitCodes.WrongUsage})"
            );
        }
    }

    private Task SayAsync(Exception defect, LogLevel level) =>
        environment.Error.WriteLineAsync(
            level <= LogLevel.Debug
                ? $"internal error: {defect}"
                : $"internal error: {defect.GetType().Name}: {defect.Message.ReplaceLineEndings(" ")}"
        );
}
