using System.Globalization;
using System.Text;
using BatchLoadTest.Commands;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Tests.House;

/// <summary>Writes <c>docs/reference/options.md</c> from the commands and the settings catalogue.</summary>
internal static class OptionsPage
{
    /// <summary>Where the page is.</summary>
    public const string Path = "docs/reference/options.md";

    private const string Introduction = """
        # Commands and options

        <!-- Generated from the settings catalogue; do not edit. To write it again, run the tests of this page with
        UPDATE_EXPECTATIONS=1 in the environment (CONTRIBUTING.md has the command). -->

        `batch-load-test COMMAND --help` shows the same for one command.

        **Where a value comes from.** The first of these that names a setting wins:

        1. the option on the command line
        2. an environment variable: `BATCH_LOAD_TEST_` and the option's name in capitals with underscores, before the further
           names in the table (those of Locust and of its load test, so that old manifests keep working)
        3. `--config FILE`: a JSON object whose members are named as the options without dashes, such as
           `{"users": 10, "threshold": ["create.p95 < 500ms"]}`; `config.schema.json` beside the program (in the repository:
           `src/BatchLoadTest`) is its JSON schema, which an editor finds by a member `"$schema"`
        4. `--profile` (users, spawn rate and run time, or stages)
        5. the default

        **How values are written.** Durations: `500ms`, `30s`, `2m`, `1h30m`, or `90` for seconds; at most `24d`. Sizes:
        `500000`, `4KB`, `100MB`, `1GiB`. Shares: `0.01` or `1%`. A flag needs no value, and may be followed by `true` or
        `false`. A repeatable option takes several values: in a settings file as an array, in a variable one a line. An
        empty variable counts as not set.

        All wrong settings are reported together, each with its name, where it came from and what is allowed; the exit
        code is then 2. A `BATCH_LOAD_TEST_…` variable that names no setting is an error, a `LOCUST_…` variable without a
        counterpart a warning.

        **Secrets** (keys, passwords, tokens) are better in a variable or a file than on the command line, which the process list
        shows. They are never printed; reports show `***`.

        """;

    /// <summary>The page's text.</summary>
    public static string Text()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        foreach (var command in CommandSet.All)
        {
            AppendCommand(page, command);
        }

        return page.ToString();
    }

    /// <summary>The heading of a command's part.</summary>
    public static string Heading(string command) => $"## `{command}`\n";

    private static void AppendCommand(StringBuilder page, CommandDefinition command)
    {
        page.Append('\n').Append(Heading(command.Name)).Append('\n');
        string[] usage =
        [
            ProgramInfo.Name,
            command.Kind == CommandKinds.Run ? $"[{command.Name}]" : command.Name,
            .. command.Operands.Select(operand => command.OperandsAreOptional ? $"[{operand}]" : operand),
            "[options]",
        ];
        page.Append(CultureInfo.InvariantCulture, $"`{string.Join(' ', usage)}`\n");
        foreach (var section in SettingCatalogue.Sections(command.Kind))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n### {section.Title} ({command.Name})\n\n");
            AppendRow(page, "option", "variables", "key in a file", "default", "meaning", "allowed");
            AppendRow(page, "---", "---", "---", "---", "---", "---");
            foreach (var setting in section.Settings)
            {
                AppendSetting(page, setting);
            }
        }

        page.Append(CultureInfo.InvariantCulture, $"\n### Exit codes ({command.Name})\n\n");
        AppendRow(page, "exit code", "meaning");
        AppendRow(page, "---", "---");
        foreach (var (code, meaning) in command.ExitCodes)
        {
            AppendRow(page, code.ToString(CultureInfo.InvariantCulture), meaning);
        }
    }

    private static void AppendSetting(StringBuilder page, Setting setting)
    {
        var option = Code($"{setting.Option} {setting.Placeholder}".TrimEnd());
        AppendRow(
            page,
            setting.Alias is null ? option : $"{Code(setting.Alias)}, {option}",
            string.Join(", ", setting.Variables.Select(Code)),
            Code(setting.Name),
            Default(setting),
            Plain(setting.Description + (setting.IsRepeatable ? " Repeatable." : "") + Old(setting)),
            Allowed(setting)
        );
    }

    private static string Old(Setting setting) =>
        setting.OldNames.Count == 0
            ? ""
            : $" Old name, which still works: {string.Join(", ", setting.Options.Skip(1).Select(Code))}.";

    private static string Default(Setting setting) =>
        setting switch
        {
            { DefaultNote: { } note } => Plain(Without("default ", note)),
            { IsFlag: true } => "off",
            { Default: { } text } => Code(text),
            _ => "none",
        };

    // What errors say is allowed: an empty text is no value of any setting.
    private static string Allowed(Setting setting)
    {
        if (setting.IsFlag)
        {
            return "`true`, `false`";
        }

        var problem = setting.ProblemOf("") ?? throw new InvalidOperationException($"{setting.Option} takes no value");
        if (problem == "must not be empty")
        {
            return setting.Placeholder is "FILE" or "DIR" ? "a path" : "any text";
        }

        var advice = problem.IndexOf("write ", StringComparison.Ordinal);
        return Plain(
            advice >= 0 ? problem[(advice + "write ".Length)..] : Without("written ", Without("must be ", problem))
        );
    }

    private static string Without(string beginning, string text) =>
        text.StartsWith(beginning, StringComparison.Ordinal) ? text[beginning.Length..] : text;

    // What Markdown would take for markup.
    private static string Plain(string text) =>
        text.Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal);

    private static string Code(string text) => $"`{text}`";

    private static void AppendRow(StringBuilder page, params ReadOnlySpan<string> cells)
    {
        page.Append('|');
        foreach (var cell in cells)
        {
            page.Append(' ').Append(cell.Replace("|", "\\|", StringComparison.Ordinal)).Append(" |");
        }

        page.Append('\n');
    }
}
