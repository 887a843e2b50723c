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
            string[] texts =
            [
                .. Texts(file.GetSection(name), setting).Where(text => text.Length > 0 || !setting.IsRepeatable),
            ];
            if (texts.Length > 0)
            {
                return GivenValue.From($"{name} in {fileName}", texts);
            }
        }

        return null;
    }

    private static IEnumerable<string> Texts(IConfigurationSection member, Setting setting)
    {
        if (member.Value is { } text)
        {
            return [text];
        }

        // Members of an object are no elements of a list; the check of the file has said so.
        if (setting.HasMembers && !member.GetChildren().All(ConfigFileCheck.IsElement))
        {
            return [Members(member)];
        }

        return member
            .GetChildren()
            .Where(ConfigFileCheck.IsElement)
            .Select(element => element.Value ?? (setting.HasMembers ? Members(element) : null))
            .OfType<string>();
    }

    // As it is written on the command line; a list is the member several times.
    private static string Members(IConfigurationSection element) =>
        string.Join(
            ',',
            element
                .GetChildren()
                .DefaultIfEmpty(element)
                .SelectMany(member =>
                    member.Value is { } text ? [$"{member.Key}={text}"]
                    // Nothing is no value: who wrote it is told.
                    : !member.GetChildren().Any() ? [$"{member.Key}="]
                    : member.GetChildren().Select(each => $"{member.Key}={each.Value}")
                )
        );
}
