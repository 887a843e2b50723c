using BatchLoadTest.Load;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>
/// Fits the time-outs of requests to the length of the run: one that is longer never ends a request, and a service that
/// hangs would show as nothing but what the end of the run has cut off.
/// </summary>
internal static class TimeoutFit
{
    private const string Source = "run time and stop time-out";

    /// <summary>Shortens the defaults, which reports then show with where they come from, and warns of what was given.</summary>
    public static TargetSettings Fit(SettingsReader reader, TargetSettings target, LoadPlan load, ProblemList problems)
    {
        if (load.RunTime is not { } runTime)
        {
            return target;
        }

        var longest = runTime + load.StopTimeout;
        return target with
        {
            Timeout = Fit(reader, TargetCatalogue.Timeout, target.Timeout, longest, problems),
            UploadTimeout = Fit(reader, TargetCatalogue.UploadTimeout, target.UploadTimeout, longest, problems),
        };
    }

    private static TimeSpan Fit(
        SettingsReader reader,
        Setting<TimeSpan> setting,
        TimeSpan timeout,
        TimeSpan longest,
        ProblemList problems
    )
    {
        // An upload that is not timed by itself is by --timeout, of which that is said already.
        var isOfTimeout = !reader.IsGiven(setting) && reader.IsGiven(TargetCatalogue.Timeout);
        if (timeout <= longest || isOfTimeout)
        {
            return timeout;
        }

        if (reader.IsGiven(setting))
        {
            problems.Warn(
                $"{setting.Option} {Figures.Setting(timeout)} is longer than run time and stop time-out together "
                    + $"({Figures.Setting(longest)}): no request can reach it"
            );
            return timeout;
        }

        // Nobody asked for the default: there is nothing to warn of.
        reader.Assume(setting, Figures.Setting(longest), Source);
        return longest;
    }
}
