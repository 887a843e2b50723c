using BatchLoadTest.Reports;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Commands;

/// <summary>The <c>report</c> command: all reports of recorded runs again.</summary>
internal static class ReportCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Writes all reports of a recorded run again, from the journal in its results
        folder: also of a run that was killed. Several folders, of processes that
        drove one service together, become one report: counts and histograms add up
        exactly, users add second by second.

        Usage:
          {Program} report DIR… [options]

        Thresholds are judged again, and the exit code is theirs; of a run that ended
        otherwise, it is that run's; 3 where a journal has no end: what is there is
        reported all the same.
        """;

    private const string Examples = $"""
        Examples:
         {Program} report results/20260823-142501-3f9a1c
         {Program} report results --latest
         {Program} report load-w1 load-w2 load-w3 --results merged
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(ExitCodes.Success, "all thresholds met"),
        new(ExitCodes.ThresholdFailed, "a threshold failed"),
        new(ExitCodes.WrongUsage, "wrong usage, an unreadable journal, or runs that are no parts of one"),
        new(ExitCodes.CouldNotRun, "the test could not run, or its journal has no end"),
        new(ExitCodes.InternalError, "internal error, then or now, or a report could not be written"),
        new(ExitCodes.HungUp, "the run was interrupted by SIGHUP (terminal closed)"),
        new(ExitCodes.Interrupted, "the run was interrupted by SIGINT (Ctrl-C)"),
        new(ExitCodes.Terminated, "the run was interrupted by SIGTERM"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<ReportSettings> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Report,
            Name = "report",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Operands = ["DIR…"],
            Load = (reader, files, _) => SettingsLoader.Report(reader, files),
            Run = (settings, _) =>
                new ReportRun(settings, TerminalOutput.OfThisProcess(settings.Files.Json)).RunAsync(),
        };
}
