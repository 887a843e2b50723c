using BatchLoadTest.Runs;
using BatchLoadTest.Runs.Capacity;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;
using BatchLoadTest.Workers;

namespace BatchLoadTest.Commands;

/// <summary>The <c>capacity</c> command: the largest load that the service takes.</summary>
internal static class CapacityCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Finds the largest load at which all thresholds hold and no backlog grows.

        Usage:
          {Program} capacity --host URL [options]

        Takes the options of a run but those that say what load there is. One level
        takes some minutes, a search an hour or two: batches decide, not seconds.
        """;

    private const string Examples = $"""
        Examples:
         {Program} capacity --host mock --mock-slots 20 --from 10/s
         {Program} capacity -H https://control.example --from 30/m --max-time 3h
         {Program} capacity -H https://control.example --sizes 10,1000
         {Program} capacity -H https://control.example --of users --to 500
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(Runtime.ExitCodes.Success, "found: a load that passed, also where the upper side is open"),
        new(Runtime.ExitCodes.ThresholdFailed, "the lowest load breaks the service"),
        new(Runtime.ExitCodes.WrongUsage, "wrong usage or settings"),
        new(Runtime.ExitCodes.CouldNotRun, "no level could be decided, or nothing could run"),
        new(Runtime.ExitCodes.InternalError, "internal error"),
        new(Runtime.ExitCodes.HungUp, "ended by SIGHUP; likewise"),
        new(Runtime.ExitCodes.Interrupted, "ended by SIGINT (Ctrl-C); the bounds so far are reported"),
        new(Runtime.ExitCodes.Terminated, "ended by SIGTERM; likewise"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<RunSettings> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Capacity,
            Name = "capacity",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Load = SettingsLoader.Run,
            Run = (settings, _) => RunAsync(settings, TerminalOutput.OfThisProcess(settings.Reports.Json)),
        };

    private static async Task<int> RunAsync(RunSettings settings, TerminalOutput terminal)
    {
        if (settings.Output.DryRun)
        {
            return await new DryRun(settings, terminal, TimeProvider.System).RunAsync();
        }

        if (OpenFileNeeds.ProblemOf(settings) is { } problem)
        {
            await terminal.Error.WriteLineAsync($"error: {problem}");
            return Runtime.ExitCodes.WrongUsage;
        }

        if (settings.Master is not null)
        {
            return await new MasterProgram(settings, terminal, TimeProvider.System).RunAsync();
        }

        return settings.Capacity!.Sizes.Count == 0
            ? await new LoadTest(settings, terminal, TimeProvider.System).RunAsync()
            : await new SizeSearches(settings, terminal, TimeProvider.System).RunAsync();
    }
}
