using System.CommandLine;
using System.CommandLine.Invocation;
using BatchLoadTest.Runtime;

namespace BatchLoadTest.Commands;

/// <summary>Options that print a text instead of running the command, however wrong the rest of the line is.</summary>
internal static class TextOption
{
    /// <summary>Adds such an option.</summary>
    public static void AddText(this Command command, string name, string[] aliases, Func<string> text) =>
        command.Add(new Option<bool>(name, aliases) { Arity = ArgumentArity.Zero, Action = new PrintAction(text) });

    private sealed class PrintAction(Func<string> text) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(text());
            return ExitCodes.Success;
        }
    }
}
