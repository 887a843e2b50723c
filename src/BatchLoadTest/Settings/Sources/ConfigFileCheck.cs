using System.Globalization;
using BatchLoadTest.Settings.Catalogue;
using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Sources;

/// <summary>Finds members of a settings file that name no setting or have the wrong shape.</summary>
internal static class ConfigFileCheck
{
    /// <summary>Adds an error or a warning for each such member.</summary>
    public static void Check(IConfiguration file, string fileName, CommandKinds command, ProblemList problems)
    {
        var own = SettingCatalogue
            .Of(command)
            .Where(IsAllowed)
            .SelectMany(Names)
            .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var all = SettingCatalogue
            .All.Where(IsAllowed)
            .SelectMany(Names)
            .Select(pair => pair.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        // An editor's, which looks into the schema by it.
        foreach (var member in file.GetChildren().Where(member => member.Key != "$schema"))
        {
            var place = $"{member.Key} in {fileName}";
            if (own.TryGetValue(member.Key, out var setting))
            {
                CheckShape(member, setting, place, problems);
            }
            else if (all.Contains(member.Key))
            {
                problems.Warn($"{place} belongs to another command and has no effect here");
            }
            else
            {
                var problem =
                    RemovedSettings.Problem(member.Key) ?? $"unknown setting{NearestName.Hint(member.Key, own.Keys)}";
                problems.Add($"{place}: {problem}");
            }
        }
    }

    /// <summary>Whether the section is an element of a list: the configuration names it by its place.</summary>
    public static bool IsElement(IConfigurationSection section) =>
        int.TryParse(section.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static void CheckShape(IConfigurationSection member, Setting setting, string place, ProblemList problems)
    {
        var children = member.GetChildren().ToList();
        if (children.Count == 0)
        {
            return;
        }

        var isList = children.TrueForAll(child =>
            IsElement(child) && (child.Value is not null || (setting.HasMembers && IsObject(child)))
        );
        isList |= setting.HasMembers && IsObject(member);
        if (!isList || !setting.IsRepeatable)
        {
            problems.Add($"{place}: must be one value{(setting.IsRepeatable ? " or a list of values" : "")}");
        }
    }

    // Of values and lists of values.
    private static bool IsObject(IConfigurationSection section) =>
        section
            .GetChildren()
            .All(member =>
                !IsElement(member) && member.GetChildren().All(each => IsElement(each) && each.Value is not null)
            );

    /// <summary>A settings file does not name another.</summary>
    private static bool IsAllowed(Setting setting) => setting.Name != GeneralCatalogue.Config.Name;

    private static IEnumerable<KeyValuePair<string, Setting>> Names(Setting setting) =>
        setting.OldNames.Prepend(setting.Name).Select(name => KeyValuePair.Create(name, setting));
}
