using System.CommandLine;
using System.CommandLine.Parsing;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Layers;

namespace BatchLoadTest.Commands;

/// <summary>
/// One command of the parser, with an option for each setting. Every option takes any number of texts and nothing is
/// checked by the parser, so that all errors are found in one place and said in one way.
/// </summary>
internal sealed class SettingsCommand
{
    private readonly CommandKinds _kind;
    private readonly Dictionary<Setting, Option<string[]>> _options = [];

    public SettingsCommand(CommandKinds kind)
    {
        _kind = kind;
        Command = new(CommandSet.NameOf(kind)) { TreatUnmatchedTokensAsErrors = false };
        foreach (var setting in SettingCatalogue.Of(kind))
        {
            var option = new Option<string[]>(setting.Option) { Arity = ArgumentArity.ZeroOrMore };
            if (setting.Alias is not null)
            {
                option.Aliases.Add(setting.Alias);
            }

            _options.Add(setting, option);
            Command.Add(option);
        }
    }

    /// <summary>The command.</summary>
    public Command Command { get; }

    /// <summary>The settings on the command line; what cannot be one goes to <paramref name="problems"/>.</summary>
    public CommandLineLayer Read(ParseResult line, IReadOnlyList<string> arguments, ProblemList problems)
    {
        var unknown = new UnknownArguments(_kind, arguments, problems);
        var layer = new CommandLineLayer();
        foreach (var (setting, option) in _options)
        {
            if (line.GetResult(option) is { } result && Texts(setting, result, unknown, problems) is { } texts)
            {
                layer.Add(setting, texts);
            }
        }

        unknown.Report(line);
        return layer;
    }

    /// <summary>The option's values, or null where one is missing.</summary>
    private static List<string>? Texts(
        Setting setting,
        OptionResult result,
        UnknownArguments unknown,
        ProblemList problems
    )
    {
        List<string> texts = [.. result.Tokens.Select(token => token.Value)];
        if (setting.IsFlag)
        {
            return FlagTexts(setting, texts, result.IdentifierTokenCount, problems);
        }

        // A secret may begin with dashes; anything else that does is the next option, misspelt.
        if (setting.Secrecy == Secrecy.Open)
        {
            texts.Where(UnknownArguments.IsOption).ToList().ForEach(unknown.ReportOption);
            texts.RemoveAll(UnknownArguments.IsOption);
        }

        if (texts.Count == result.IdentifierTokenCount)
        {
            return texts;
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
