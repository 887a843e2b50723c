using System.Text.RegularExpressions;
using BatchLoadTest.Settings.Catalogue;
using Microsoft.Extensions.Configuration;

namespace BatchLoadTest.Settings.Layers;

/// <summary>
/// Finds variables that look like ours and are not: a misspelt one must not be a setting that silently stays away.
/// </summary>
internal static partial class EnvironmentCheck
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
                problems.Warn($"{EnvironmentLayer.Name(name)} belongs to another command and has no effect here");
            }
            else
            {
                var ours = own.Where(known => known.StartsWith(Setting.VariablePrefix, StringComparison.Ordinal));
                problems.Add($"{EnvironmentLayer.Name(name)}: unknown setting{NearestName.Hint(name, ours)}");
            }
        }
    }

    private static IEnumerable<string> Unused(IConfiguration variables, HashSet<string> own) =>
        variables
            .AsEnumerable()
            .Where(variable => !string.IsNullOrWhiteSpace(variable.Value))
            // The configuration reads two underscores as the separator of its sections.
            .Select(variable => variable.Key.Replace(":", "__", StringComparison.Ordinal))
            .Where(name => LooksLikeOurs(name) && !own.Contains(name) && !IsInjected().IsMatch(name))
            .Where(name => !name.Equals(TestSwitch, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal);

    private static bool LooksLikeOurs(string name) =>
        name.StartsWith(Setting.VariablePrefix, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(Setting.LocustPrefix, StringComparison.OrdinalIgnoreCase);

    private static HashSet<string> Names(IEnumerable<Setting> settings) =>
        settings.SelectMany(setting => setting.Variables).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What Kubernetes sets in every container for a Service named batch-load-test…, or locust….</summary>
    [GeneratedRegex(
        "_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
    )]
    private static partial Regex IsInjected();
}
