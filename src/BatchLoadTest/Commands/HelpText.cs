using System.Globalization;
using System.Text;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Commands;

/// <summary>Writes help: the parser's own cannot group options by topic or name their variables.</summary>
internal static class HelpText
{
    // Its example is an option that every command has.
    private const string Variables = $"""
        Every option has a variable, in capitals and with underscores: --config is
        {Setting.VariablePrefix}CONFIG; further names that work are shown in brackets.
        A repeatable option takes one value a line in a variable. A flag may be
        followed by true or false.
        """;

    /// <summary>The help of one command.</summary>
    public static string Of(CommandDefinition command)
    {
        var text = new StringBuilder();
        text.AppendLine(command.Head).AppendLine().AppendLine(Precedence(command.Kind)).AppendLine(Variables);
        foreach (var section in SettingCatalogue.Sections(command.Kind))
        {
            text.AppendLine().Append(section.Title).AppendLine(":");
            foreach (var setting in section.Settings)
            {
                HelpRow.Append(text, Left(setting), Right(setting));
            }
        }

        HelpRow.Append(text, "  -h, " + CommandSet.HelpOption, "Show this help.");
        HelpRow.Append(text, "      " + CommandSet.VersionOption, "Show the version.");
        AppendExitCodes(text, command.ExitCodes);
        return text.AppendLine().Append(command.Examples).ToString();
    }

    private static string Precedence(CommandKinds command) =>
        "Precedence: option, environment variable, settings file, "
        + (SettingCatalogue.Of(command).Contains(LoadCatalogue.Profile) ? "profile, default." : "default.");

    private static string Left(Setting setting) =>
        $"  {(setting.Alias is null ? "   " : setting.Alias + ",")} {setting.Option} {setting.Placeholder}".TrimEnd();

    private static string Right(Setting setting)
    {
        var notes = new List<string>();
        if (setting.DefaultNote is not null)
        {
            notes.Add(setting.DefaultNote);
        }
        else if (setting.Default is not null && !setting.IsFlag)
        {
            notes.Add("default " + setting.Default);
        }

        if (setting.IsRepeatable)
        {
            notes.Add("repeatable");
        }

        if (setting.OldNames.Count > 0)
        {
            notes.Add("old name " + string.Join(", ", setting.Options.Skip(1)));
        }

        string[] furtherNames = [.. setting.Variables.Skip(1)];
        if (furtherNames.Length > 0)
        {
            notes.Add("env " + string.Join(", ", furtherNames));
        }

        return notes.Count == 0 ? setting.Description : $"{setting.Description} [{string.Join("; ", notes)}]";
    }

    private static void AppendExitCodes(StringBuilder text, IReadOnlyList<KeyValuePair<int, string>> exitCodes)
    {
        text.AppendLine().AppendLine("Exit codes:");
        foreach (var (code, meaning) in exitCodes)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {code, -4} {meaning}").AppendLine();
        }
    }
}
