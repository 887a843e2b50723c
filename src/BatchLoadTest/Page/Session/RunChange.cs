using BatchLoadTest.Load.Profiles;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Page.Session;

/// <summary>What a form asks of a load: alone, or of one that runs, of which it changes what it names and nothing else.</summary>
internal static class RunChange
{
    private static readonly IReadOnlyList<string> Kinds =
    [
        LoadCatalogue.Users.Name,
        LoadCatalogue.ArrivalRate.Name,
        LoadCatalogue.Stages.Name,
    ];

    /// <summary>Whether any of the fields says how much load there is to be.</summary>
    public static bool IsOfLoad(IReadOnlyDictionary<string, string> values) =>
        values.Keys.Any(name => Kinds.Contains(name, StringComparer.Ordinal) || name == LoadCatalogue.SpawnRate.Name);

    /// <summary>What a run was given, with other fields over it: those that are left out stay as they are.</summary>
    public static Dictionary<string, string> Over(
        IReadOnlyDictionary<string, string> given,
        IReadOnlyDictionary<string, string> values
    )
    {
        Dictionary<string, string> merged = new(given, StringComparer.Ordinal);
        if (values.Keys.Any(Kinds.Contains))
        {
            // One kind of load takes the place of another.
            foreach (var kind in Kinds)
            {
                merged.Remove(kind);
            }

            if (!values.ContainsKey(LoadCatalogue.Users.Name))
            {
                merged.Remove(LoadCatalogue.SpawnRate.Name);
            }
        }

        foreach (var (name, value) in values)
        {
            merged[name] = value;
        }

        return merged;
    }

    /// <summary>Why a load has no use for a field that was given; null where it has one for each.</summary>
    /// <param name="values">The fields.</param>
    /// <param name="load">The load that comes of them.</param>
    public static string? Useless(IReadOnlyDictionary<string, string> values, LoadProfile load) =>
        values.ContainsKey(LoadCatalogue.SpawnRate.Name) && load is not ClosedLoad
            ? $"spawn_rate needs user_count here: the load is {LoadWords.Describe(load)}"
            : null;

    /// <summary>Why the run cannot become what the fields ask for; null where nothing of them is fixed.</summary>
    /// <param name="values">The fields.</param>
    /// <param name="wanted">What they ask for, with what the run was given.</param>
    /// <param name="now">The run.</param>
    public static string? Fixed(IReadOnlyDictionary<string, string> values, RunSettings wanted, SessionState now)
    {
        var running = now.Settings;
        return Differs("host", "host", PageHost.Of(wanted) != PageHost.Of(running))
            ?? Differs("test_data", "test-data", wanted.Data.File != running.Data.File)
            ?? Differs("run_time", LoadCatalogue.RunTime.Name, wanted.Load.RunTime != running.Load.RunTime)
            ?? Differs("stages", LoadCatalogue.Stages.Name, !FollowsStages(values, now));

        string? Differs(string field, string name, bool isOther) =>
            values.ContainsKey(name) && isOther ? $"{field} cannot be changed while a test runs; stop it first" : null;
    }

    // A plan whose load was changed by hand is not taken up again: its time has gone on.
    private static bool FollowsStages(IReadOnlyDictionary<string, string> values, SessionState now) =>
        now.Steering?.Load.Target.Length is not null
        && values.TryGetValue(LoadCatalogue.Stages.Name, out var stages)
        && now.Settings.All.Any(setting => setting.Name == LoadCatalogue.Stages.Name && setting.Value == stages);
}
