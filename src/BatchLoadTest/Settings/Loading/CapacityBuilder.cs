using BatchLoadTest.Capacity.Search;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the search for the largest load, and the load that it begins with, from their settings.</summary>
internal static class CapacityBuilder
{
    private const double LongestResolution = 0.5;

    /// <summary>Whether this is the command.</summary>
    public static bool IsAsked(SettingsReader reader) => reader.Command == CommandKinds.Capacity;

    /// <summary>Reads and checks.</summary>
    public static CapacitySettings Build(SettingsReader reader, VerdictSettings verdict)
    {
        var from = reader.Value(CapacityCatalogue.From);
        double? to = reader.TryGet(CapacityCatalogue.To, out var bound) ? bound : null;
        var ofUsers = reader.Value(CapacityCatalogue.Of);
        var resolution = reader.Value(CapacityCatalogue.Resolution);
        reader.Require(to is null || to > from, "must be above --from", CapacityCatalogue.To, CapacityCatalogue.From);
        reader.Require(
            resolution is > 0 and <= LongestResolution,
            "must be above 0 and at most 50 %",
            CapacityCatalogue.Resolution
        );
        if (ofUsers)
        {
            RequireWhole(reader, CapacityCatalogue.From, from);
            RequireWhole(reader, CapacityCatalogue.To, to);
        }

        reader.Require(
            reader.Value(CapacityCatalogue.MaxTime) > reader.Value(CapacityCatalogue.LevelTime),
            "must be above --level-time: no level could pass",
            CapacityCatalogue.MaxTime,
            CapacityCatalogue.LevelTime
        );
        RefuseUnused(reader, ofUsers);
        RefuseReportsOfSizes(reader);
        reader.Require(
            reader.Value(LoadCatalogue.Engine) == EngineText.BuiltIn,
            "only the built-in engine can change the load while it runs",
            LoadCatalogue.Engine
        );
        reader.Require(
            verdict.Thresholds.All(each => each is { Over: null, Aborts: false } && each.From == TimeSpan.Zero),
            "each level is judged as a whole: over, from and abort have no meaning",
            VerdictCatalogue.Threshold
        );
        return new()
        {
            OfUsers = ofUsers,
            Bounds = new CapacityBounds(from, to, resolution) { IsWhole = ofUsers },
            LevelTime = reader.Value(CapacityCatalogue.LevelTime),
            Thresholds = verdict.Thresholds,
            Sizes = reader.TryGet(CapacityCatalogue.Sizes, out var sizes) ? sizes : [],
        };
    }

    // 2/s are no users.
    private static void RequireWhole(SettingsReader reader, Setting setting, double? value)
    {
        var texts = reader.Texts(each => each == setting).Values.SelectMany(given => given);
        reader.Require(
            value is null || (value % 1 == 0 && !texts.Any(text => text.Contains('/', StringComparison.Ordinal))),
            "with --of users it is a number of users: whole, without a unit",
            setting
        );
    }

    // On the page one of the two is chosen by a click, whatever was given for other loads.
    private static void RefuseUnused(SettingsReader reader, bool ofUsers)
    {
        Setting[] unused = ofUsers ? [LoadCatalogue.Arrivals, LoadCatalogue.MaxUsers] : [LoadCatalogue.Wait];
        foreach (var setting in unused)
        {
            reader.Require(
                reader.IsForPage || !reader.IsGivenByPerson(setting),
                ofUsers
                    ? "only a rate has a use for it"
                    : "workflows start by themselves, and not after each other; leave one out",
                CapacityCatalogue.Of,
                setting
            );
            reader.Disregard(setting);
        }
    }

    private static void RefuseReportsOfSizes(SettingsReader reader)
    {
        if (reader.IsGiven(CapacityCatalogue.Sizes))
        {
            reader.Require(
                !reader.Value(ReportCatalogue.Json),
                "each size would print a JSON document of its own; metrics.json in the folder of each has its figures",
                CapacityCatalogue.Sizes,
                ReportCatalogue.Json
            );
            foreach (
                var setting in new Setting[]
                {
                    ReportCatalogue.Csv,
                    ReportCatalogue.Html,
                    ReportCatalogue.JUnit,
                    ReportCatalogue.Report,
                }
            )
            {
                reader.Require(
                    !reader.IsGiven(setting),
                    "each size has reports in a folder of its own, and the last would replace the others here",
                    CapacityCatalogue.Sizes,
                    setting
                );
            }
        }
    }

    /// <summary>Settings that a search has otherwise than a run, where nobody gives them.</summary>
    public static void Assume(SettingsReader reader) =>
        // With longer and longer distances between polls the ends of a growing backlog would be seen in bursts.
        reader.Assume(WorkflowCatalogue.PollBackoff, "1", "capacity");

    /// <summary>Nothing to begin with: the search raises it.</summary>
    public static LoadPlan Load(SettingsReader reader)
    {
        var ofUsers = reader.Value(CapacityCatalogue.Of);
        return new()
        {
            Profile = ofUsers
                ? new ClosedLoad(0, 1)
                : new ArrivalLoad(
                    Schedule.Constant(0),
                    reader.Value(LoadCatalogue.Arrivals),
                    reader.Value(LoadCatalogue.MaxUsers)
                ),
            RunTime = reader.Value(CapacityCatalogue.MaxTime),
            StopTimeout = reader.Value(LoadCatalogue.StopTimeout),
            Wait = ofUsers ? reader.Value(LoadCatalogue.Wait) : WaitTime.None,
            Seed = reader.Value(LoadCatalogue.Seed),
        };
    }
}
