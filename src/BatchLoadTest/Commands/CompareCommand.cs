using BatchLoadTest.Reports;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Commands;

/// <summary>The <c>compare</c> command from its settings to the exit code.</summary>
internal static class CompareCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Compares two recorded runs, metric by metric: better, worse, or no difference
        beyond noise. BASE and NEW are their results folders or journals, DIR a folder
        of runs.

        Usage:
          {Program} compare BASE NEW [options]
          {Program} compare NEW --baseline FILE [options]
          {Program} compare DIR --latest [--baseline FILE] [options]
        """;

    private const string Examples = $"""
        Examples:
         {Program} compare results/main results/branch
         {Program} compare base new --fail-on worse:10% --markdown change.md
         {Program} compare results --latest --html change.html
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(ExitCodes.Success, "compared, and --fail-on is not given or not met"),
        new(ExitCodes.Worse, "--fail-on is met: a figure is that much worse, or none could be judged"),
        new(ExitCodes.WrongUsage, "wrong usage, or a run that cannot be read"),
        new(ExitCodes.InternalError, "internal error, or a file could not be written"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<CompareSettings> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Compare,
            Name = "compare",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Operands = ["BASE", "NEW"],
            // Two settings say which of them there are.
            OperandsAreOptional = true,
            Load = SettingsLoader.Compare,
            Run = (settings, token) => new CompareRun(settings, TerminalOutput.OfThisProcess()).RunAsync(token),
        };
}
