using System.Text.RegularExpressions;
using BatchLoadTest.Commands;

namespace BatchLoadTest.Tests.House;

/// <summary>Finds command lines of this program in code of documents.</summary>
internal static partial class DocumentedCommands
{
    private static readonly string[] Shells = ["bash", "powershell", "sh"];

    /// <summary>The program's command lines in a page: which command, and its options.</summary>
    public static IEnumerable<(CommandDefinition Command, IReadOnlyList<string> Options)> In(Document page) =>
        page
            .CodeBlocks.Where(block => Shells.Contains(block.Language, StringComparer.Ordinal))
            .SelectMany(block => Of(block.Text));

    /// <summary>The program's command lines in a script.</summary>
    public static IEnumerable<(CommandDefinition Command, IReadOnlyList<string> Options)> Of(string script)
    {
        var lines = Continuation().Replace(script.ReplaceLineEndings("\n"), " ").Split('\n');
        foreach (var line in lines)
        {
            // What is quoted is a value; what stands after the program is its own.
            var words = Quoted()
                .Replace(Comment().Replace(line, ""), "''")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var program = Array.FindLastIndex(words, word => Program().IsMatch(word));
            if (line.Contains("dotnet run --project src/BatchLoadTest ", StringComparison.Ordinal))
            {
                program = Array.IndexOf(words, "--");
            }

            // There the program's name is that of the image.
            if (program >= 0 && !line.StartsWith("docker build ", StringComparison.Ordinal))
            {
                string[] arguments = [.. words.Skip(program + 1).TakeWhile(word => !Separator().IsMatch(word))];
                yield return (
                    CommandSet.Of(arguments),
                    [.. arguments.Where(word => word.StartsWith('-')).Select(word => word.Split('=')[0])]
                );
            }
        }
    }

    // A backslash in bash, a backtick in PowerShell.
    [GeneratedRegex(@"[ ][\\`]\n")]
    private static partial Regex Continuation();

    [GeneratedRegex(@"(^|\s)#.*$")]
    private static partial Regex Comment();

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^(batch-load-test(:\w+)?|.*net10\.0[/\\]batch-load-test(\.exe|\.dll)?)$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Program();

    [GeneratedRegex(@"^([|;&>].*|2>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Separator();
}
