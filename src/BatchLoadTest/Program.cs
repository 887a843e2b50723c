using BatchLoadTest;
using BatchLoadTest.Commands;

var environment = CommandLineEnvironment.OfProcess();
var app = new CommandLineApp(
    new(Run: (_, _) => NotWiredAsync(environment), Mock: (_, _) => NotWiredAsync(environment)),
    environment
);
return await app.InvokeAsync(args);

static async Task<int> NotWiredAsync(CommandLineEnvironment environment)
{
    await environment.Error.WriteLineAsync("not wired");
    return ExitCodes.InternalError;
}
