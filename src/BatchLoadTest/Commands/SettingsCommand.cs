using System.CommandLine;
using System.CommandLine.Parsing;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;
using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Commands;

/// <summary>
/// One command of the parser, with an option for each setting. Every option takes any number of texts and nothing is
/// checked by the parser, so that all errors are found in one place and said in one way.
/// </summary>
internal sealed class SettingsCommand
{
    private readonly CommandDefinition definition;
    private readonly Dictionary<Setting, Option<string[]>> options = [];
    private readonly Argument<string[]>? operands;

    public SettingsCommand(CommandDefinition definition)
    {
        this.definition = definition;
        Command = new(definition.Name) { TreatUnmatchedTokensAsErrors = false };
        if (definition.Operands.Count > 0)
        {
            operands = new Argument<string[]>("operands") { Arity = ArgumentArity.ZeroOrMore };
            Command.Add(operands);
        }

        foreach (var setting in SettingCatalogue.Of(definition.Kind))
        {
            var option = new Option<string[]>(setting.Option) { Arity = ArgumentArity.ZeroOrMore };
            if (setting.Alias is not null)
            {
                option.Aliases.Add(setting.Alias);
            }

            foreach (var old in setting.Options.Skip(1))
            {
                option.Aliases.Add(old);
            }

            options.Add(setting, option);
            Command.Add(option);
        }
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    /// <summary>
    /// The settings and operands on the command line; what cannot be one goes to <paramref name="problems"/>.
    /// </summary>
    public (CommandLineLayer Layer, IReadOnlyList<string> Operands) Read(
        ParseResult line,
        IReadOnlyList<string> arguments,
        ProblemList problems
    )
    {
        var unknown = new UnknownArguments(definition.Kind, arguments, problems);
        var layer = new CommandLineLayer();
        List<string> given = [];
        foreach (var (setting, option) in options)
        {
            if (line.GetResult(option) is { } result && Texts(setting, result, unknown, given, problems) is { } texts)
            {
                layer.Add(setting, texts);
            }
        }

        given.AddRange(Operands(line, unknown));
        unknown.Report(line);
        CheckOperands(given, problems);
        return (layer, given);
    }

    // The parser takes an option that it does not know for an operand.
    private IEnumerable<string> Operands(ParseResult line, UnknownArguments unknown)
    {
        foreach (var text in operands is null ? [] : line.GetValue(operands) ?? [])
        {
            if (text is ['-', _, ..])
            {
                unknown.ReportOption(text);
            }
            else
            {
                yield return text;
            }
        }
    }

    private void CheckOperands(List<string> operands, ProblemList problems)
    {
        var wanted = definition.Operands;
        if (operands.Count < wanted.Count && !definition.OperandsAreOptional && problems.Errors.Count == 0)
        {
            problems.Add($"{string.Join(" and ", wanted.Skip(operands.Count))} from the command line: missing");
        }

        if (this.operands is not null && !definition.TakesMoreOperands)
        {
            foreach (var more in operands.Skip(wanted.Count))
            {
                problems.Add($"{Words.Quote(more)} from the command line: no argument is expected here");
            }
        }
    }

    /// <summary>The option's values, or null where one is missing.</summary>
    private List<string>? Texts(
        Setting setting,
        OptionResult result,
        UnknownArguments unknown,
        List<string> operands,
        ProblemList problems
    )
    {
        List<string> texts = [.. result.Tokens.Select(token => token.Value)];
        if (setting.IsFlag)
        {
            // No flag's value begins with a dash.
            var all = texts.Count;
            texts = unknown.Values(texts, text => text is ['-', _, ..]);
            if (texts.Count < all)
            {
                // Said already; whose value the rest is nobody can tell.
                return ["true"];
            }

            if (this.operands is not null)
            {
                // A flag may have a value, and may stand before an operand.
                operands.AddRange(texts.Where(text => FlagText.Parse(text).Problem is not null));
                texts.RemoveAll(text => FlagText.Parse(text).Problem is not null);
            }

            return FlagTexts(setting, texts, result.IdentifierTokenCount, problems);
        }

        if (setting.Secrecy == Secrecy.Secret && unknown.IsDashedValue(setting, texts))
        {
            problems.Add(
                $"{setting.Option} from the command line: what follows begins with a dash; "
                    + $"write {setting.Option}={setting.Placeholder} if it is the value"
            );
            return null;
        }

        // What begins with a dash is the next option, misspelt; what may stand after a name can be anything.
        if (setting.Secrecy is Secrecy.Open or Secrecy.UserInfo)
        {
            texts = unknown.Values(texts, UnknownArguments.IsOption);
        }

        if (texts.Count == result.IdentifierTokenCount)
        {
            return texts;
        }

        if (texts.Count == 0 && setting.ValueAlone is { } alone)
        {
            return [alone];
        }

        problems.Add($"{setting.Option} from the command line: a value ({setting.Placeholder}) is missing");
        return null;
    }

    /// <summary>A bare flag means true. The parser does not say which of several had a value.</summary>
    private static List<string>? FlagTexts(Setting setting, List<string> texts, int occurrences, ProblemList problems)
    {
        if (texts.Count == 0 || texts.Count == occurrences)
        {
            return texts.Count == 0 ? ["true"] : texts;
        }

        problems.Add($"{setting.Option} from the command line: given several times, with and without a value");
        return null;
    }
}
