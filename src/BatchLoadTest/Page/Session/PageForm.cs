using System.Globalization;
using System.Text.Json;
using BatchLoadTest.Load;
using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Reporting.Html;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Page.Session;

/// <summary>What the page's form begins with: the settings of the program's start, or those of the last test.</summary>
internal static class PageForm
{
    /// <summary>Changes where the form has to be filled again.</summary>
    public static string KeyOf(SessionState now) =>
        $"{Load(now)} {now.Ordinary.Load} {now.Settings.Capacity} {PageHost.Of(now.Settings)} {now.Settings.Data.File} "
        + $"{now.Moment is not null}";

    /// <summary>Writes the member <c>form</c> into an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, SessionState now)
    {
        var plan = now.Ordinary.Load;
        json.WriteStartObject("form");
        WriteLoad(json, now);
        PlanCurve.Write(json, "plan", plan);
        json.WriteString("host", PageHost.Of(now.Settings));
        json.WriteString("run_time", plan.RunTime is { } time ? Figures.Setting(time) : "");
        json.WriteString("data_file", now.Settings.Data.File);
        json.WriteStartArray("data_files");
        foreach (var file in OfferedFiles.Of(now.Settings))
        {
            json.WriteStringValue(file);
        }

        json.WriteEndArray();
        WriteProfiles(json, plan);
        WriteCapacity(json, now.Settings);
        json.WriteEndObject();
    }

    // Of a search the load of this moment is nothing that a person gives.
    private static LoadProfile Load(SessionState now) =>
        now is { Settings.Capacity: null, Moment.Wanted: { } wanted } ? wanted : now.Ordinary.Load.Profile;

    private static void WriteLoad(Utf8JsonWriter json, SessionState now)
    {
        var load = Load(now);
        var closed = load as ClosedLoad;
        json.WriteString("kind", Kind(load));
        json.WriteString("load", LoadWords.Describe(load));
        json.WriteNumber("users", closed?.Users ?? (load is UserLoad ? load.MostUsers : 1));
        json.WriteString("spawn_rate", (closed?.SpawnRate ?? 1).ToString("0.###", CultureInfo.InvariantCulture));
        json.WriteString("arrival_rate", load.IsOpen ? LoadWords.Rate(Wished(load)) : "");
        json.WriteString("stages", load.Length is null ? "" : Given(now.Ordinary, LoadCatalogue.Stages));
        // What may be changed while it runs, and whether that takes over from a plan.
        json.WriteString(
            "edit",
            now.Settings.Capacity is not null ? null
                : load is UserLoad ? "users"
                : load.IsOpen ? "rate"
                : null
        );
        json.WriteBoolean("takes_over", load.Length is not null);
    }

    private static string Kind(LoadProfile load) =>
        load switch
        {
            { Length: not null } => "stages",
            UserLoad => "users",
            { IsOpen: true } => "rate",
            _ => "in_flight",
        };

    // Of stages the highest: the last one is often 0, which is no rate to run with.
    private static double Wished(LoadProfile load) => load.Levels?.Highest ?? 1;

    private static void WriteProfiles(Utf8JsonWriter json, LoadPlan plan)
    {
        json.WriteStartArray("profiles");
        foreach (var preset in ProfileCatalogue.All)
        {
            json.WriteStartObject();
            json.WriteString("name", preset.Name);
            json.WriteString("users", preset.Users);
            json.WriteString("spawn_rate", preset.SpawnRate);
            var levels = preset.Stages is { } stages ? StagesText.Parse(stages).Value!.Levels : null;
            json.WriteString("run_time", levels?.Length is { } length ? Figures.Setting(length) : preset.RunTime);
            json.WriteString("stages", preset.Stages);
            if (levels is not null)
            {
                PlanCurve.Write(
                    json,
                    "plan",
                    plan with
                    {
                        Profile = new StagedUsers(levels),
                        RunTime = levels.Length,
                    }
                );
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCapacity(Utf8JsonWriter json, RunSettings settings)
    {
        json.WriteStartObject("capacity");
        json.WriteString("from", Given(settings, CapacityCatalogue.From) is { Length: > 0 } from ? from : "1/s");
        json.WriteString("to", Given(settings, CapacityCatalogue.To));
        json.WriteString("level_time", Default(CapacityCatalogue.LevelTime));
        json.WriteString("max_time", Default(CapacityCatalogue.MaxTime));
        json.WriteEndObject();

        string Default(Setting setting) =>
            Given(settings, setting) is { Length: > 0 } given ? given : setting.Default ?? "";
    }

    private static string Given(RunSettings settings, Setting setting) =>
        settings.All.FirstOrDefault(each => each.Name == setting.Name)?.Value ?? "";
}
