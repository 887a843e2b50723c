using BatchLoadTest.Checks;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;

namespace BatchLoadTest.Commands;

/// <summary>The <c>check</c> command: whether a service is ready for a load test, and the API that it says it is.</summary>
internal static class CheckCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Looks in half a minute whether a service is ready for a load test: name,
        connection, TLS, key, models, data, and one batch of one row with its answer.
        Each line says what was seen and, where it is wrong, what to set. Nothing is
        left at the service; the row is paid for.

        Usage:
          {Program} check --host URL [options]
          {Program} check --compare FILE FILE… [--all] [--json] [--markdown FILE]

        Takes the options of a run, so that its command line is that of its check.
        """;

    private const string Examples = $"""
        Examples:
         {Program} check --host mock
         API_KEY=sk-… {Program} check --host https://control.example
         {Program} check -H https://control.example --auth login --only preflight
         {Program} check -H https://control.example --skip preflight.create
         {Program} check --compare results/a/check.json results/b/check.json
        """;

    private static readonly KeyValuePair<int, string>[] Meanings =
    [
        new(ExitCodes.Success, "every must is kept; what was not seen fails nothing; or compared"),
        new(ExitCodes.ThresholdFailed, "a must is not kept"),
        new(ExitCodes.WrongUsage, "wrong usage, settings or data file, or a file that cannot be compared"),
        new(ExitCodes.CouldNotRun, "the service cannot be reached, or answers no HTTP"),
        new(ExitCodes.InternalError, "internal error"),
        new(ExitCodes.HungUp, "ended by SIGHUP; what was created is removed"),
        new(ExitCodes.Interrupted, "ended by SIGINT (Ctrl-C); likewise"),
        new(ExitCodes.Terminated, "ended by SIGTERM; likewise"),
    ];

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<CheckRequest> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Check,
            Name = "check",
            Head = Head,
            Examples = Examples,
            ExitCodes = Meanings,
            Operands = ["FILE…"],
            OperandsAreOptional = true,
            Load = SettingsLoader.CheckOrCompare,
            Run = (asked, token) =>
                asked.Matrix is { } matrix
                    ? new CheckMatrixProgram(matrix, TerminalOutput.OfThisProcess(matrix.Json)).RunAsync(token)
                : asked.Check!.Run.Output.DryRun
                    ? new CheckDryRun(asked.Check, TerminalOutput.OfThisProcess(), TimeProvider.System).RunAsync()
                : new CheckProgram(
                    asked.Check,
                    TerminalOutput.OfThisProcess(asked.Check.Run.Reports.Json),
                    TimeProvider.System
                ).RunAsync(),
        };
}
