using System.CommandLine;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Settings.Sources;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Commands;

/// <summary>
/// Reads a command line, its environment and its settings file; then either says everything that is wrong, or hands
/// the settings to the command's handler.
/// </summary>
public sealed class CommandLineApp(CommandHandlers handlers, CommandLineEnvironment environment)
{
    // Passwords may begin with '@', which the parser would otherwise take for the name of a file of arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    private readonly SettingFiles files = new(environment.WorkingDirectory, environment.ProgramDirectory);

    /// <summary>Runs one command line; the result is an exit code out of <see cref="ExitCodes"/>.</summary>
    public Task<int> InvokeAsync(string[] args, CancellationToken cancellationToken = default)
    {
        var description = CommandSet.Of(args);
        var command = description.Kind switch
        {
            CommandKinds.Mock => Build(
                args,
                description,
                (input, _) => SettingsLoader.Mock(input, files),
                handlers.Mock
            ),
            CommandKinds.Report => Build(
                args,
                description,
                (input, _) => SettingsLoader.Report(input, files),
                handlers.Report
            ),
            CommandKinds.Compare => Build(
                args,
                description,
                (input, _) => SettingsLoader.Compare(input, files),
                handlers.Compare
            ),
            CommandKinds.Health => Build(
                args,
                description,
                (input, _) => SettingsLoader.Health(input),
                handlers.Health
            ),
            _ => Build(args, description, LoadRun, handlers.Run),
        };
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

    private Command Build<T>(
        string[] args,
        CommandDescription description,
        Func<SettingsReader, ProblemList, T> load,
        Func<T, CancellationToken, Task<int>> handler
    )
    {
        var command = new SettingsCommand(description);
        command.Command.SetAction(BodyAsync);
        command.Command.AddText(CommandSet.HelpOption, ["-h", "-?"], () => HelpText.Of(description));
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
                    description.Kind,
                    options,
                    environment.Variables,
                    environment.Variable,
                    files,
                    problems
                );
                reader.Operands = operands;
                level = reader.Value(GeneralCatalogue.LogLevels);
                var settings = load(reader, problems);
                return await SayAsync(problems, description)
                    ? ExitCodes.WrongUsage
                    : await handler(settings, cancellationToken);
            }
            catch (Exception defect)
            {
                // The last border: whatever went wrong, the caller gets a line and an exit code.
                await SayAsync(defect, level);
                return ExitCodes.InternalError;
            }
        }
    }

    private RunSettings LoadRun(SettingsReader reader, ProblemList problems) =>
        SettingsLoader.Run(reader, files, problems) with
        {
            Anew = values =>
            {
                var found = new ProblemList();
                var anew = reader.Anew(new PageLayer(values), found);
                return new SettingsAnew(LoadRun(anew, found), found.Errors);
            },
        };

    /// <summary>Prints what was found; true if it stops the command.</summary>
    private async Task<bool> SayAsync(ProblemList problems, CommandDescription description)
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

        var command =
            description.Kind == CommandKinds.Run ? ProgramInfo.Name : $"{ProgramInfo.Name} {description.Name}";
        await environment.Error.WriteLineAsync($"See {command} {CommandSet.HelpOption}");
        return true;
    }

    private Task SayAsync(Exception defect, LogLevel level) =>
        environment.Error.WriteLineAsync(
            level <= LogLevel.Debug
                ? $"internal error: {defect}"
                : $"internal error: {defect.GetType().Name}: {defect.Message.ReplaceLineEndings(" ")}"
        );
}
