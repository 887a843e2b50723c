using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Sources;
using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Puts the layers on top of each other: command line, environment, settings file, profile.</summary>
internal static class LayerStack
{
    /// <summary>A reader over all layers; what is wrong with a layer itself goes to <paramref name="problems"/>.</summary>
    public static SettingsReader Open(
        CommandKinds command,
        CommandLineLayer line,
        IConfiguration variables,
        Func<string, string?> variable,
        SettingFiles files,
        ProblemList problems
    )
    {
        var reader = new SettingsReader(command, problems) { Variable = variable };
        reader.Add(line);
        WarnOfSecrets(line, command, problems);
        reader.Add(new EnvironmentLayer(variables));
        EnvironmentCheck.Check(variables, command, problems);
        AddFile(reader, files, problems);
        if (command is CommandKinds.Run or CommandKinds.Check && reader.TryGet(LoadCatalogue.Profile, out var profile))
        {
            reader.Add(new ProfileLayer(ProfileCatalogue.Get(profile)));
        }

        return reader;
    }

    private static void AddFile(SettingsReader reader, SettingFiles files, ProblemList problems)
    {
        if (!reader.TryGet(GeneralCatalogue.Config, out var path))
        {
            return;
        }

        var file = ConfigFileReader.Read(files.FullPath(path), out var problem);
        if (file is null)
        {
            problems.Add($"{reader.Describe(GeneralCatalogue.Config)}: {problem}");
            return;
        }

        var fileName = Path.GetFileName(path);
        reader.Add(new ConfigFileLayer(file, fileName));
        ConfigFileCheck.Check(file, fileName, reader.Command, problems);
    }

    private static void WarnOfSecrets(CommandLineLayer line, CommandKinds command, ProblemList problems)
    {
        // The mock's credentials protect nothing.
        if (command == CommandKinds.Mock)
        {
            return;
        }

        foreach (var setting in SettingCatalogue.Of(command))
        {
            if (setting.Secrecy == Secrecy.Secret && line.Find(setting) is not null)
            {
                problems.Warn(
                    $"{setting.Option} on the command line shows in the process list; "
                        + $"use the environment variable {setting.Variable}"
                        + (HasFile(command, setting) ? $", or {setting.Option}-file" : "")
                );
            }
            else if (
                setting.Secrecy == Secrecy.UserInfo
                && line.Find(setting) is { } given
                && given.Texts.Any(text => text.Contains('@', StringComparison.Ordinal))
            )
            {
                problems.Warn(
                    $"the password in {setting.Option} on the command line shows in the process list; "
                        + $"use the environment variable {setting.Variable}"
                );
            }
        }
    }

    private static bool HasFile(CommandKinds command, Setting setting) =>
        SettingCatalogue.Of(command).Any(other => other.Name == $"{setting.Name}-file");
}
