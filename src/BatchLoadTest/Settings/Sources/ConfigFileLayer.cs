using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Sources;

/// <summary>The settings file: a JSON object whose members are named as the options.</summary>
internal sealed class ConfigFileLayer(IConfiguration file, string fileName) : ISettingLayer
{
    /// <inheritdoc/>
    public GivenValue? Find(Setting setting)
    {
        var member = file.GetSection(setting.Name);
        string[] texts = [.. Texts(member).Where(text => text.Length > 0 || !setting.IsRepeatable)];
        return texts.Length == 0 ? null : GivenValue.From($"{setting.Name} in {fileName}", texts);
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
