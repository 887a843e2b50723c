using BatchLoadTest.Commands;
using BatchLoadTest.Page;
using BatchLoadTest.Reports;
using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Terminal;

ProgramCulture.Fix();
if (CommandLineEnvironment.OfProcess() is not { } environment)
{
    await Console.Error.WriteLineAsync(
        "error: the working directory is gone or may not be looked into; change to one that exists"
    );
    return ExitCodes.WrongUsage;
}

var app = new CommandLineApp(
    new CommandHandlers(
        // Before anything that needs more open files than there may be.
        Run: (settings, _) =>
            OpenFileNeeds.ProblemOf(settings) is { } problem
                ? Refuse(problem)
                : Run(settings, TerminalOutput.OfThisProcess(settings.Reports.Json)),
        Mock: (settings, _) => MockServers.RunAsync(settings, TerminalOutput.OfThisProcess(), TimeProvider.System),
        Report: (settings, _) =>
            new ReportRun(settings, TerminalOutput.OfThisProcess(settings.Files.Json), TimeProvider.System).RunAsync(),
        Compare: (settings, token) => CompareCommand.RunAsync(settings, TerminalOutput.OfThisProcess(), token),
        Health: (settings, token) => HealthCommand.RunAsync(settings, TerminalOutput.OfThisProcess(), token)
    ),
    environment
);
return await app.InvokeAsync(args);

static async Task<int> Refuse(string problem)
{
    await Console.Error.WriteLineAsync($"error: {problem}");
    return ExitCodes.WrongUsage;
}

static Task<int> Run(RunSettings settings, TerminalOutput terminal) =>
    settings.Headless
        ? new LoadTest(settings, terminal, TimeProvider.System).RunAsync()
        : new PageRun(settings, terminal, TimeProvider.System).RunAsync();
