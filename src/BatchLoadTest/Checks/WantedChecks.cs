using BatchLoadTest.Checks.Catalogue;
using BatchLoadTest.Runtime;
using BatchLoadTest.Settings;

namespace BatchLoadTest.Checks;

/// <summary>Which checks a person wants.</summary>
internal static class WantedChecks
{
    /// <summary>The plan of them.</summary>
    /// <param name="settings">What was asked for.</param>
    /// <param name="warnings">What a person should look at in the data file.</param>
    /// <exception cref="CannotStartException">A pattern fits no check, or none is left.</exception>
    public static CheckPlan Of(CheckSettings settings, IReadOnlyList<string> warnings)
    {
        var checks = AllChecks.Create(warnings);
        var selection = new CheckSelection(settings.Only, settings.Skip);
        if (selection.Strangers(checks) is { Count: > 0 } strangers)
        {
            var groups = string.Join(", ", checks.Select(check => check.Info.Group).Distinct(StringComparer.Ordinal));
            throw new CannotStartException(
                ExitCodes.WrongUsage,
                [.. strangers.Select(text => $"--only or --skip: '{text}' fits no check; their groups are {groups}")]
            );
        }

        var plan = new CheckPlan(checks, selection);
        return plan.Wanted > 0
            ? plan
            : throw new CannotStartException(ExitCodes.WrongUsage, "--only and --skip: no check is left to be made");
    }
}
