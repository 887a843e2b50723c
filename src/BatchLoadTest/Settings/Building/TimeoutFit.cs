using BatchLoadTest.Load;
using BatchLoadTest.Reporting.Words;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Building;

/// <summary>
/// Fits the time-out of a request to the length of the run: one that is longer never ends a request, and a service that
/// hangs would show as nothing but what the end of the run has cut off.
/// </summary>
internal static class TimeoutFit
{
    /// <summary>Shortens the default, and warns of one that was given.</summary>
    public static TargetSettings Fit(SettingsReader reader, TargetSettings target, LoadPlan load, ProblemList problems)
    {
        if (load.RunTime is not { } runTime || target.Timeout <= runTime + load.StopTimeout)
        {
            return target;
        }

        var longest = runTime + load.StopTimeout;
        if (reader.IsGiven(TargetCatalogue.Timeout))
        {
            problems.Warn(
                $"--timeout {Figures.Setting(target.Timeout)} is longer than run time and stop time-out together "
                    + $"({Figures.Setting(longest)}): no request can reach it"
            );
            return target;
        }

        problems.Warn(
            $"--timeout is {Figures.Setting(longest)} here and not {Figures.Setting(target.Timeout)}: "
                + "run time and stop time-out are over by then"
        );
        return target with { Timeout = longest };
    }
}
