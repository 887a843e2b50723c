using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Commands;

/// <summary>The commands, and the options that are no settings.</summary>
internal static class CommandSet
{
    /// <summary>Shows help.</summary>
    public const string HelpOption = "--help";

    /// <summary>Shows the version.</summary>
    public const string VersionOption = "--version";

    private const string Program = ProgramInfo.Name;

    private const string RunHead = $"""
        Load test for OpenAI-compatible asynchronous batch APIs.

        Usage:
          {Program} [run] --host URL [options]
          {Program} report DIR…      all reports again, of one run or of several
          {Program} compare BASE NEW two recorded runs side by side
          {Program} mock [options]   the mock batch server alone
          {Program} health           whether a page answers

        Each has its own --help.
        """;

    private const string RunExamples = $"""
        Examples:
         {Program} --host mock --users 10 --spawn-rate 5 --run-time 30s --headless
         {Program} -H https://control.example --profile smoke --headless
         API_KEY=sk-… {Program} -H https://api.example --api-base /v1 -t 5m
        """;

    private const string MockHead = $"""
        Mock server of a batch API, to try load tests against.

        Usage:
          {Program} mock [options]
        """;

    private const string MockExamples = $"""
        Examples:
         {Program} mock
         {Program} mock --urls http://0.0.0.0:8080 --dialect openai
         {Program} mock --latency 20ms --fail-rate 1% --batch-duration 10s
        """;

    private const string ReportHead = $"""
        Writes all reports of a recorded run again, from the journal in its results
        folder: also of a run that was killed. Several folders, of processes that
        drove one service together, become one report: counts and histograms add up
        exactly, users add second by second.

        Usage:
          {Program} report DIR… [options]

        Thresholds are judged anew, and the exit code is theirs; of a run that ended
        otherwise, it is that run's; 3 where a journal has no end or, of those that
        were waited for, has not come: what is there is merged all the same.
        """;

    private const string ReportExamples = $"""
        Examples:
         {Program} report results/20260823-142501-3f9a1c
         {Program} report results --latest
         {Program} report shard-0 shard-1 shard-2 --results merged
        """;

    private const string CompareHead = $"""
        Compares two recorded runs, metric by metric: better, worse, or no difference
        beyond noise. BASE and NEW are their results folders.

        Usage:
          {Program} compare BASE NEW [options]
        """;

    private const string CompareExamples = $"""
        Examples:
         {Program} compare results/main results/branch
         {Program} compare base new --fail-on worse:10% --markdown change.md
        """;

    private const string HealthHead = $"""
        Asks a page of this program whether it is well: for containers, whose image
        has no shell. Exit code 0 where it answers, 1 where it does not within 5 s.

        Usage:
          {Program} health [options]
        """;

    private const string HealthExamples = $"""
        Examples:
         {Program} health
         {Program} health --web-port 8090
        """;

    private static readonly KeyValuePair<int, string>[] ReportExitCodes =
    [
        new(ExitCodes.Success, "all thresholds met"),
        new(ExitCodes.ThresholdFailed, "a threshold failed"),
        new(ExitCodes.WrongUsage, "wrong usage, an unreadable journal, or runs that are no parts of one"),
        new(ExitCodes.CouldNotRun, "the test could not run, its journal has no end, or a run has not come"),
        new(ExitCodes.InternalError, "internal error, then or now, or a report could not be written"),
        new(ExitCodes.HungUp, "the run was interrupted by SIGHUP (terminal closed)"),
        new(ExitCodes.Interrupted, "the run was interrupted by SIGINT (Ctrl-C)"),
        new(ExitCodes.Terminated, "the run was interrupted by SIGTERM"),
    ];

    private static readonly KeyValuePair<int, string>[] CompareExitCodes =
    [
        new(ExitCodes.Success, "compared, and --fail-on is not given or not met"),
        new(ExitCodes.Worse, "--fail-on is met: a figure is that much worse, or none could be judged"),
        new(ExitCodes.WrongUsage, "wrong usage, or a run that cannot be read"),
        new(ExitCodes.InternalError, "internal error, or the Markdown could not be written"),
    ];

    private static readonly KeyValuePair<int, string>[] MockExitCodes =
    [
        new(ExitCodes.Success, "ended by SIGINT (Ctrl-C) or SIGTERM"),
        new(ExitCodes.WrongUsage, "wrong usage or settings"),
        new(ExitCodes.CouldNotRun, "the server could not start"),
        new(ExitCodes.InternalError, "internal error"),
    ];

    private static readonly KeyValuePair<int, string>[] HealthExitCodes =
    [
        new(ExitCodes.Success, "the page answers"),
        new(ExitCodes.NotHealthy, "it does not, or not within 5 s"),
        new(ExitCodes.WrongUsage, "wrong usage or settings"),
        new(ExitCodes.InternalError, "internal error"),
    ];

    private static readonly CommandDescription Run = new(
        CommandKinds.Run,
        "run",
        RunHead,
        RunExamples,
        ExitCodes.Meanings
    );

    /// <summary>All commands; the first one's name may be left out.</summary>
    public static IReadOnlyList<CommandDescription> All { get; } =
    [
        Run,
        new(CommandKinds.Mock, "mock", MockHead, MockExamples, MockExitCodes),
        new(CommandKinds.Report, "report", ReportHead, ReportExamples, ReportExitCodes, "DIR…"),
        new(CommandKinds.Compare, "compare", CompareHead, CompareExamples, CompareExitCodes, "BASE", "NEW"),
        new(CommandKinds.Health, "health", HealthHead, HealthExamples, HealthExitCodes),
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
    public static CommandDescription Of(IReadOnlyList<string> arguments) =>
        All.FirstOrDefault(command => arguments.Count > 0 && arguments[0] == command.Name) ?? Run;

    /// <summary>The command of that kind.</summary>
    public static CommandDescription Of(CommandKinds kind) => All.First(command => command.Kind == kind);

    /// <summary>The commands' names in words, such as <c>run or report</c>.</summary>
    public static string NamesOf(CommandKinds kinds) =>
        string.Join(" or ", All.Where(command => kinds.HasFlag(command.Kind)).Select(command => command.Name));
}
