using BatchLoadTest.Page;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Loading;
using BatchLoadTest.Terminal;
using BatchLoadTest.Workers;

namespace BatchLoadTest.Commands;

/// <summary>The <c>run</c> command, whose name may be left out: a load test, at once or from the page.</summary>
internal static class RunCommand
{
    private const string Program = ProgramInfo.Name;

    private const string Head = $"""
        Load test for OpenAI-compatible asynchronous batch APIs.

        Usage:
          {Program} [run] --host URL [options]
          {Program} check --host URL whether a service is ready for a run
          {Program} capacity         the largest load that the service takes
          {Program} report DIR…      all reports again, of one run or of several
          {Program} compare BASE NEW two recorded runs side by side
          {Program} mock [options]   the mock batch server alone
          {Program} health           whether a page answers
          {Program} certificate FILE for a master and workers on several machines

        Each has its own --help.
        """;

    private const string Examples = $"""
        Examples:
         {Program} --host mock --users 10 --spawn-rate 5 --run-time 30s --headless
         {Program} -H https://control.example --profile smoke --headless
         API_KEY=sk-… {Program} -H https://api.example --api-base /v1 -t 5m
        """;

    /// <summary>All that there is to say of it.</summary>
    public static CommandDefinition<RunRequest> Definition { get; } =
        new()
        {
            Kind = CommandKinds.Run,
            Name = "run",
            Head = Head,
            Examples = Examples,
            ExitCodes = Runtime.ExitCodes.Meanings,
            Load = SettingsLoader.RunOrWork,
            Run = (request, _) =>
                request is { Run: { } settings }
                    ? RunAsync(settings, TerminalOutput.OfThisProcess(settings.Reports.Json))
                    : new WorkerProgram(
                        request.Worker!,
                        TerminalOutput.OfThisProcess(),
                        TimeProvider.System
                    ).RunAsync(),
        };

    private static async Task<int> RunAsync(RunSettings settings, TerminalOutput terminal)
    {
        if (settings.Output.DryRun)
        {
            return await new DryRun(settings, terminal, TimeProvider.System).RunAsync();
        }

        // Before anything that needs more open files than there may be.
        if (OpenFileNeeds.ProblemOf(settings) is { } problem)
        {
            await terminal.Error.WriteLineAsync($"error: {problem}");
            return ExitCodes.WrongUsage;
        }

        if (settings.Master is not null)
        {
            return await new MasterProgram(settings, terminal, TimeProvider.System).RunAsync();
        }

        return settings.Headless
            ? await new LoadTest(settings, terminal, TimeProvider.System).RunAsync()
            : await new PageRun(settings, terminal, TimeProvider.System).RunAsync();
    }
}
