using BatchLoadTest.Runs;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Commands;

/// <summary>What the process does once it is known to have room for it.</summary>
internal static class ProgramStart
{
    /// <summary>Runs one command line; the result is an exit code out of <see cref="ExitCodes"/>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        // What ends gently by a signal does so in its first moment too.
        ProcessSignals.Keep();
        ProgramCulture.Fix();
        if (!CommandSet.TakesSignals(args))
        {
            ProcessSignals.LetGo();
        }

        if (CommandLineEnvironment.OfProcess() is not { } environment)
        {
            await Console.Error.WriteLineAsync(
                "error: the working directory is gone or may not be looked into; change to one that exists"
            );
            return ExitCodes.WrongUsage;
        }

        return await new CommandLineApp(CommandSet.All, environment).InvokeAsync(args);
    }
}
