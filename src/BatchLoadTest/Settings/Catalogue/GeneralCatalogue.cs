using BatchLoadTest.Settings.Parsing;
using Microsoft.Extensions.Logging;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>Settings that every command knows.</summary>
internal static class GeneralCatalogue
{
    public static readonly Setting<string> Config = new("config", PlainText.NotBlank)
    {
        Placeholder = "FILE",
        Commands = CommandKinds.All,
        Description = "JSON file with settings by these names, such as {\"users\": 10}; may hold secrets.",
    };

    public static readonly Setting<LogLevel> LogLevels = new(
        "loglevel",
        ChoiceText.Of(
            ("debug", LogLevel.Debug),
            ("info", LogLevel.Information),
            ("warning", LogLevel.Warning),
            ("error", LogLevel.Error),
            ("critical", LogLevel.Critical)
        )
    )
    {
        Alias = "-L",
        Placeholder = "LEVEL",
        Default = "info",
        HasLocustTwin = true,
        Commands = CommandKinds.All,
        Description = "debug, info, warning, error or critical.",
    };

    public static readonly SettingSection Section = new("General", [Config, LogLevels]);
}
