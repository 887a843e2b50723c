using BatchLoadTest.Settings.Catalogue;
using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Sources;

/// <summary>
/// Finds variables that look like ours and are not: a misspelt one must not be a setting that silently stays away.
/// </summary>
internal static class EnvironmentCheck
{
    /// <summary>Read by the project's own tests, not by the program.</summary>
    private const string TestSwitch = Setting.VariablePrefix + "REQUIRE_ALL";

    /// <summary>Adds an error or a warning for each variable that has no effect on this command.</summary>
    public static void Check(IConfiguration variables, CommandKinds command, ProblemList problems)
    {
        var own = Names(SettingCatalogue.Of(command));
        var all = Names(SettingCatalogue.All);
        foreach (var name in Unused(variables, own))
        {
            if (name.StartsWith(Setting.LocustPrefix, StringComparison.OrdinalIgnoreCase))
            {
                if (command == CommandKinds.Run)
                {
                    problems.Warn($"{EnvironmentLayer.Name(name)} has no counterpart here and is ignored");
                }
            }
            else if (all.Contains(name))
            {
                // The variables of a load test are still there when its reports are written again.
                if (command is CommandKinds.Run or CommandKinds.Mock)
                {
                    problems.Warn($"{EnvironmentLayer.Name(name)} belongs to another command and has no effect here");
                }
            }
            else
            {
                var problem = RemovedSettings.ProblemOfVariable(name) ?? $"unknown setting{Hint(name, command)}";
                problems.Add($"{EnvironmentLayer.Name(name)}: {problem}");
            }
        }
    }

    /// <summary>The common beginning would make any two names look alike, so it is left out of the comparison.</summary>
    private static string Hint(string name, CommandKinds command)
    {
        var ours = SettingCatalogue.Of(command).Select(setting => setting.Variable[Setting.VariablePrefix.Length..]);
        return NearestName.Find(name[Setting.VariablePrefix.Length..], ours) is { } nearest
            ? $"; did you mean {Setting.VariablePrefix}{nearest}?"
            : "";
    }

    private static IEnumerable<string> Unused(IConfiguration variables, HashSet<string> own) =>
        variables
            .AsEnumerable()
            // The configuration reads two underscores as the separator of its sections.
            .Select(variable => (Name: variable.Key.Replace(":", "__", StringComparison.Ordinal), variable.Value))
            .Where(variable => !string.IsNullOrWhiteSpace(variable.Value) && LooksLikeOurs(variable.Name))
            .Where(variable => !ServiceVariable.IsInjected(variable.Name, variable.Value!))
            .Select(variable => variable.Name)
            .Where(name => !own.Contains(name) && !name.Equals(TestSwitch, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);

    private static bool LooksLikeOurs(string name) =>
        name.StartsWith(Setting.VariablePrefix, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(Setting.LocustPrefix, StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Names(IEnumerable<Setting> settings) =>
        settings.SelectMany(setting => setting.Variables).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
