using BatchLoadTest;
using BatchLoadTest.Commands;
using BatchLoadTest.Terminal;

var app = new CommandLineApp(
    new CommandHandlers(
        Run: (settings, _) =>
            new LoadTest(settings, TerminalOutput.OfThisProcess(settings.Reports.Json), TimeProvider.System).RunAsync(),
        Mock: (settings, _) => MockServers.RunAsync(settings, TerminalOutput.OfThisProcess(), TimeProvider.System),
        Report: (settings, _) => new ReportRun(settings, TerminalOutput.OfThisProcess(settings.Files.Json)).RunAsync()
    ),
    CommandLineEnvironment.OfProcess()
);
return await app.InvokeAsync(args);
