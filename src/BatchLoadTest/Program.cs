using BatchLoadTest.Commands;
using BatchLoadTest.Runtime;

ProgramCulture.Fix();
if (CommandLineEnvironment.OfProcess() is not { } environment)
{
    await Console.Error.WriteLineAsync(
        "error: the working directory is gone or may not be looked into; change to one that exists"
    );
    return ExitCodes.WrongUsage;
}

return await new CommandLineApp(CommandSet.All, environment).InvokeAsync(args);
