using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Sources;

/// <summary>The settings file: a JSON object whose members are named as the options.</summary>
internal sealed class ConfigFileLayer(IConfiguration file, string fileName) : ISettingLayer
{
    /// <inheritdoc/>
    public GivenValue? Find(Setting setting)
    {
        foreach (var name in setting.OldNames.Prepend(setting.Name))
        {
            string[] texts = [.. Texts(file.GetSection(name)).Where(text => text.Length > 0 || !setting.IsRepeatable)];
            if (texts.Length > 0)
            {
                return GivenValue.From($"{name} in {fileName}", texts);
            }
        }

        return null;
    }

    private static IEnumerable<string> Texts(IConfigurationSection member)
    {
        if (member.Value is { } text)
        {
            return [text];
        }

        // Members of an object are no elements of a list; the check of the file has said so.
        return member.GetChildren().Where(ConfigFileCheck.IsElement).Select(element => element.Value).OfType<string>();
    }
}
