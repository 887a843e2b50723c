using System.CommandLine;
using System.CommandLine.Parsing;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Commands;

/// <summary>Says what is wrong with arguments that are no option of the command and no option's value.</summary>
internal sealed class UnknownArguments(CommandKinds command, IReadOnlyList<string> arguments, ProblemList problems)
{
    private static readonly char[] ValueSeparators = ['=', ':'];

    /// <summary>Whether an argument is written as an option.</summary>
    public static bool IsOption(string argument) =>
        IsLong(argument) || argument is ['-', (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), ..];

    /// <summary>Reports all that the parser could not place.</summary>
    public void Report(ParseResult line)
    {
        var place = 0;
        foreach (var argument in Unplaced(line))
        {
            place = Math.Max(place, IndexOf(argument, place));
            if (argument.StartsWith('-') && argument.Length > 1)
            {
                ReportOption(argument);
            }
            else if (!IsValueOfUnknownOption(place))
            {
                ReportValue(argument);
            }

            place++;
        }
    }

    /// <summary>
    /// What of the texts after an option can be its values: an unknown option among them is reported and, with what was
    /// meant for it, left out.
    /// </summary>
    /// <param name="texts">As the parser gave them to the option, in the order of the line.</param>
    /// <param name="isOption">Which of them are options.</param>
    public List<string> Values(IReadOnlyList<string> texts, Func<string, bool> isOption)
    {
        List<string> values = [];
        var next = 0;
        foreach (var text in texts)
        {
            // Not found where it was written --name=text.
            var place = Enumerable.Range(next, arguments.Count - next).FirstOrDefault(at => arguments[at] == text, -1);
            next = place < 0 ? next : place + 1;
            if (isOption(text))
            {
                ReportOption(text);
            }
            else if (place < 0 || !IsValueOfUnknownOption(place))
            {
                values.Add(text);
            }
        }

        return values;
    }

    /// <summary>
    /// Whether a text that begins with a dash was given to the option as an argument of its own: a value, or the next
    /// option misspelt.
    /// </summary>
    /// <param name="setting">Whose option.</param>
    /// <param name="texts">As the parser gave them to it.</param>
    public bool IsDashedValue(Setting setting, IReadOnlyList<string> texts) =>
        arguments
            .Zip(arguments.Skip(1))
            .Any(pair =>
                pair.First == setting.Option
                && pair.Second.StartsWith('-')
                && texts.Contains(pair.Second, StringComparer.Ordinal)
            );

    /// <summary>Reports an unknown option; what follows its name may be a secret.</summary>
    public void ReportOption(string argument)
    {
        var name = argument.Split(ValueSeparators, 2)[0];
        if (!IsLong(argument))
        {
            // Only a name of ours that lacks a dash is shown: of anything else the rest may be a value.
            var meant = NearestName.Find("-" + name, Today());
            name = meant is null ? argument[..2] : name;
        }

        var namesake = SettingCatalogue.All.FirstOrDefault(setting =>
            setting.Options.Contains(name, StringComparer.Ordinal)
        );
        var problem = namesake switch
        {
            null when IsLong(name) && RemovedSettings.Problem(name[2..]) is { } removed => removed,
            null when IsShort(name) => "nothing that can be its value follows it at once; put a space in between",
            null => "unknown option" + NearestName.Hint(IsLong(name) ? name : "-" + name, Today()),
            _ when Known().Contains(name, StringComparer.Ordinal) => "no argument is expected here",
            _ => $"an option of the command {CommandSet.NamesOf(namesake.Commands)} only",
        };
        problems.Add($"{Words.Quote(name)} from the command line: {problem}");
    }

    private static IEnumerable<string> Unplaced(ParseResult line) =>
        line
            .Tokens.Where(token => token.Type == TokenType.Directive)
            .Select(token => token.Value)
            .Concat(line.UnmatchedTokens);

    private void ReportValue(string argument)
    {
        var shown = HoldsSecret() ? "an argument (not shown)" : Words.Quote(argument);
        var hint = CommandSet.IsCommand(argument)
            ? "the command comes first"
            : "no argument is expected here" + NearestName.Hint(argument, CommandSet.Names);
        problems.Add($"{shown} from the command line: {hint}");
    }

    private bool IsValueOfUnknownOption(int place) =>
        place > 0 && place < arguments.Count && IsUnknownOption(arguments[place - 1]);

    private bool IsUnknownOption(string argument) =>
        argument.IndexOfAny(ValueSeparators) < 0
        && (
            IsLong(argument)
                ? !Known().Contains(argument, StringComparer.Ordinal)
                : argument is ['-', _, ..] && !SettingCatalogue.Of(command).Any(setting => setting.Alias == argument)
        );

    private bool IsShort(string name) => SettingCatalogue.Of(command).Any(setting => setting.Alias == name);

    private static bool IsLong(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    /// <summary>The rest of a password with a space in it, without quotes, is an argument of its own.</summary>
    private bool HoldsSecret() =>
        arguments.Any(argument =>
            SettingCatalogue
                .Of(command)
                .Any(setting =>
                    setting.Secrecy != Secrecy.Open
                    && setting.Options.Contains(argument.Split(ValueSeparators, 2)[0], StringComparer.Ordinal)
                )
        );

    private IEnumerable<string> Known() => Names(setting => setting.Options);

    // Old names work and are not suggested.
    private IEnumerable<string> Today() => Names(setting => [setting.Option]);

    private IEnumerable<string> Names(Func<Setting, IEnumerable<string>> options) =>
        SettingCatalogue.Of(command).SelectMany(options).Concat(CommandSet.CommonOptions);

    private int IndexOf(string argument, int start)
    {
        for (var place = start; place < arguments.Count; place++)
        {
            if (arguments[place] == argument)
            {
                return place;
            }
        }

        return start;
    }
}
