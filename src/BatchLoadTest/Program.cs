using BatchLoadTest;
using BatchLoadTest.Commands;
using BatchLoadTest.Terminal;

var terminal = TerminalOutput.OfThisProcess();
var app = new CommandLineApp(
    new CommandHandlers(
        Run: (settings, _) => new LoadTest(settings, terminal, TimeProvider.System).RunAsync(),
        Mock: (settings, _) => MockServers.RunAsync(settings, terminal, TimeProvider.System)
    ),
    CommandLineEnvironment.OfProcess()
);
return await app.InvokeAsync(args);
