using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Loading;

/// <summary>
/// Decides which kind of load is asked for: users, stages, a rate, or batches in flight. What a person gives wins over a
/// ready-made load, and what is given on the page over everything.
/// </summary>
internal static class LoadShape
{
    // What each kind is asked for by, but users, which are there where nothing else is.
    private static readonly IReadOnlyList<Setting> Kinds =
    [
        LoadCatalogue.ArrivalRate,
        LoadCatalogue.Stages,
        LoadCatalogue.InFlight,
    ];

    /// <summary>Reads and checks.</summary>
    public static LoadProfile Build(SettingsReader reader)
    {
        var kind = KindOf(reader);
        if (kind is null)
        {
            return Closed(reader);
        }

        RefuseUsers(reader, kind);
        var isRate = kind == LoadCatalogue.ArrivalRate;
        var stages = kind == LoadCatalogue.Stages ? reader.Value(LoadCatalogue.Stages) : null;
        if (stages is { IsRate: false })
        {
            // Who chooses stages on the page cannot take back what was given for another load.
            if (!reader.IsForPage)
            {
                Unused(reader, LoadCatalogue.MaxUsers, kind);
                Unused(reader, LoadCatalogue.Arrivals, kind);
            }

            return new StagedUsers(stages.Levels);
        }

        RefuseWaits(reader, kind);
        var maxUsers = reader.Value(LoadCatalogue.MaxUsers);
        if (isRate || stages is not null)
        {
            var rate = stages?.Levels ?? Schedule.Constant(reader.Value(LoadCatalogue.ArrivalRate));
            return new ArrivalLoad(rate, reader.Value(LoadCatalogue.Arrivals), maxUsers);
        }

        Unused(reader, LoadCatalogue.Arrivals, kind);
        return InFlight(reader, maxUsers);
    }

    private static Setting? KindOf(SettingsReader reader)
    {
        if (reader.IsGivenOnPage(LoadCatalogue.ArrivalRate))
        {
            return LoadCatalogue.ArrivalRate;
        }

        if (reader.IsGivenOnPage(LoadCatalogue.Stages))
        {
            return LoadCatalogue.Stages;
        }

        if (reader.IsGivenOnPage(LoadCatalogue.Users))
        {
            return null;
        }

        if (ClassBuilder.HasRates(reader))
        {
            return LoadCatalogue.ArrivalRate;
        }

        var asked = Kinds.Where(reader.IsGivenByPerson).ToList();
        // Read, so that an error can tell the values.
        ReadAll(reader);
        reader.Require(asked.Count < 2, "each is a load of its own; give one of them", [.. asked]);
        return asked.FirstOrDefault()
            ?? (reader.IsGivenByPerson(LoadCatalogue.Users) ? null : Kinds.FirstOrDefault(reader.IsGiven));
    }

    private static void ReadAll(SettingsReader reader)
    {
        _ = reader.TryGet(LoadCatalogue.ArrivalRate, out _);
        _ = reader.TryGet(LoadCatalogue.Stages, out _);
        _ = reader.TryGet(LoadCatalogue.InFlight, out _);
    }

    private static ClosedLoad Closed(SettingsReader reader)
    {
        var users = reader.Value(LoadCatalogue.Users);
        if (!reader.IsForPage)
        {
            Unused(reader, LoadCatalogue.MaxUsers, LoadCatalogue.Users);
            Unused(reader, LoadCatalogue.Arrivals, LoadCatalogue.Users);
        }

        Kinds.ToList().ForEach(reader.Disregard);
        reader.Disregard(LoadCatalogue.MaxUsers);
        reader.Disregard(LoadCatalogue.Arrivals);
        return new ClosedLoad(users, reader.Value(LoadCatalogue.SpawnRate));
    }

    private static InFlightLoad InFlight(SettingsReader reader, int maxUsers)
    {
        var batches = reader.Value(LoadCatalogue.InFlight);
        reader.Require(
            batches <= maxUsers,
            "more batches than workflows at one time",
            LoadCatalogue.InFlight,
            LoadCatalogue.MaxUsers
        );
        return new InFlightLoad(batches, Math.Max(batches, maxUsers));
    }

    private static void RefuseUsers(SettingsReader reader, Setting kind)
    {
        foreach (var setting in new Setting[] { LoadCatalogue.Users, LoadCatalogue.SpawnRate })
        {
            reader.Require(
                reader.IsForPage || !reader.IsGivenByPerson(setting),
                "each says how much runs; give one of them",
                kind,
                setting
            );
            reader.Disregard(setting);
        }
    }

    private static void RefuseWaits(SettingsReader reader, Setting kind)
    {
        if (!reader.IsForPage)
        {
            Refuse(LoadCatalogue.Wait);
        }

        Refuse(LoadCatalogue.Pacing);
        Refuse(LoadCatalogue.IterationsPerUser);
        reader.Disregard(LoadCatalogue.Wait);

        void Refuse(Setting setting) =>
            reader.Require(
                !reader.IsGivenByPerson(setting),
                "workflows start by themselves, and not after each other; leave one out",
                kind,
                setting
            );
    }

    private static void Unused(SettingsReader reader, Setting setting, Setting kind)
    {
        reader.Require(
            !reader.IsGivenByPerson(setting),
            $"only a rate{(setting == LoadCatalogue.MaxUsers ? " or --in-flight" : "")} has a use for it",
            setting,
            kind
        );
        reader.Disregard(setting);
    }
}
