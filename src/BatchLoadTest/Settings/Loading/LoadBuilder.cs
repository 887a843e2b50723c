using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the load plan from its settings.</summary>
internal static class LoadBuilder
{
    /// <summary>Reads and checks.</summary>
    public static LoadPlan Build(SettingsReader reader)
    {
        var profile = LoadShape.Build(reader);
        var hasUsers = profile is UserLoad;
        long? iterations = reader.TryGet(LoadCatalogue.Iterations, out var limit) ? limit : null;
        long? perUser = reader.TryGet(LoadCatalogue.IterationsPerUser, out var each) ? each : null;
        return new()
        {
            Profile = profile,
            RunTime = RunTime(reader, profile),
            WarmUp = reader.Value(LoadCatalogue.WarmUp),
            Iterations = iterations,
            IterationsPerUser = perUser,
            StopTimeout = reader.Value(LoadCatalogue.StopTimeout),
            Pacing = Pacing(reader),
            Wait = hasUsers ? reader.Value(LoadCatalogue.Wait) : WaitTime.None,
            Seed = reader.Value(LoadCatalogue.Seed),
        };
    }

    // Stages last as long as they last; a ready-made load's run time is not meant for them.
    private static TimeSpan? RunTime(SettingsReader reader, LoadProfile profile)
    {
        TimeSpan? given = reader.TryGet(LoadCatalogue.RunTime, out var runTime) ? runTime : null;
        if (profile.Length is not { } length || reader.IsGivenByPerson(LoadCatalogue.RunTime))
        {
            return given;
        }

        reader.Disregard(LoadCatalogue.RunTime);
        return length;
    }

    private static TimeSpan? Pacing(SettingsReader reader)
    {
        if (!reader.TryGet(LoadCatalogue.Pacing, out var pacing))
        {
            return null;
        }

        reader.Require(
            !reader.IsGivenByPerson(LoadCatalogue.Wait),
            "each says when a user's next workflow starts; give one of them",
            LoadCatalogue.Pacing,
            LoadCatalogue.Wait
        );
        reader.Disregard(LoadCatalogue.Wait);
        return pacing;
    }
}
