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
    /// <summary>Shortens the defaults, and warns of what was given.</summary>
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
            UploadTimeout = FitUpload(reader, target.UploadTimeout, longest, problems),
        };
    }

    // Where it is none of a person's own there is nothing to say: its default is longer than most runs.
    private static TimeSpan FitUpload(
        SettingsReader reader,
        TimeSpan timeout,
        TimeSpan longest,
        ProblemList problems
    ) =>
        reader.IsGiven(TargetCatalogue.UploadTimeout)
            ? Fit(reader, TargetCatalogue.UploadTimeout, timeout, longest, problems)
        : reader.IsGiven(TargetCatalogue.Timeout) || timeout <= longest ? timeout
        : longest;

    private static TimeSpan Fit(
        SettingsReader reader,
        Setting setting,
        TimeSpan timeout,
        TimeSpan longest,
        ProblemList problems
    )
    {
        if (timeout <= longest)
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

        problems.Warn(
            $"{setting.Option} is {Figures.Setting(longest)} here and not {Figures.Setting(timeout)}: "
                + "run time and stop time-out are over by then"
        );
        return longest;
    }
}
