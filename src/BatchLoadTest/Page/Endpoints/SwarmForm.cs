using BatchLoadTest.BatchApi;
using BatchLoadTest.Settings.Sources;
using Microsoft.AspNetCore.Http;

namespace BatchLoadTest.Page.Endpoints;

/// <summary>The form of <c>POST /swarm</c>: Locust's fields, and our options.</summary>
internal static class SwarmForm
{
    private static readonly (string Field, string Option)[] Fields =
    [
        ("user_count", "users"),
        ("spawn_rate", "spawn-rate"),
        ("host", "host"),
        ("run_time", "run-time"),
        ("test_data", "test-data"),
        ("arrival_rate", "arrival-rate"),
        ("stages", "stages"),
        ("capacity", PageLayer.Capacity),
        ("from", "from"),
        ("to", "to"),
        ("level_time", "level-time"),
        ("max_time", "max-time"),
        // Before 1.0 they had other names.
        ("locust_count", "users"),
        ("hatch_rate", "spawn-rate"),
    ];

    // Fields of different groups each say what load there is.
    private static readonly string[][] Loads =
    [
        ["users", "spawn-rate"],
        ["arrival-rate"],
        ["stages"],
    ];

    private static readonly string[] OfRuns = ["users", "spawn-rate", "arrival-rate", "stages", "run-time"];

    private static readonly string[] OfSearches = ["from", "to", "level-time", "max-time"];

    /// <summary>The field that gives an option; null where none does.</summary>
    public static string? FieldOf(string option) => Array.Find(Fields, each => each.Option == option).Field;

    /// <summary>Whether the form has a field of this name.</summary>
    public static bool IsField(string name) => Array.Exists(Fields, each => each.Field == name);

    /// <summary>Texts of options by name, without those that are empty.</summary>
    /// <param name="form">What was sent.</param>
    /// <param name="problem">Why it asks for nothing that can be done; null where it does.</param>
    public static Dictionary<string, string> Read(IFormCollection form, out string? problem)
    {
        problem = form.FirstOrDefault(each => IsUnknown(each.Key) && each.Value.ToString().Trim().Length > 0).Key
            is { } unknown
            ? $"{ErrorText.OneLine(unknown)} is no field of this form: {string.Join(", ", Fields.Select(each => each.Field))} are"
            : null;
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var (field, option) in Fields)
        {
            var text = form[field].ToString().Trim();
            if (text.Length == 0)
            {
                continue;
            }

            if (!values.TryAdd(option, text) && values[option] != text)
            {
                var other = Array.Find(Fields, each => each.Option == option).Field;
                problem ??= $"{other} and {field} contradict each other: give one of them";
            }
        }

        if (values.TryGetValue(PageLayer.Capacity, out var capacity) && capacity != "1")
        {
            problem ??= "capacity must be 1: it starts a search for the largest load, or is left out";
        }

        problem ??= Contradiction(form, values);
        return values;
    }

    // As on the command line: of two fields that cannot both be meant, none is dropped in silence.
    private static string? Contradiction(IFormCollection form, Dictionary<string, string> values)
    {
        var isSearch = values.ContainsKey(PageLayer.Capacity);
        if (isSearch && Array.Find(OfRuns, values.ContainsKey) is { } ofRun)
        {
            return $"capacity and {FieldOf(form, ofRun)} contradict each other: a search sets the load by itself";
        }

        if (!isSearch && Array.Find(OfSearches, values.ContainsKey) is { } ofSearch)
        {
            return $"{FieldOf(form, ofSearch)} belongs to a search: give capacity=1 too, or leave it out";
        }

        string[] loads = [.. Loads.Select(group => Array.Find(group, values.ContainsKey)).OfType<string>()];
        return loads.Length < 2
            ? null
            : $"{FieldOf(form, loads[0])} and {FieldOf(form, loads[1])} contradict each other: give one of them";
    }

    private static string FieldOf(IFormCollection form, string option) =>
        Array.Find(Fields, each => each.Option == option && form[each.Field].ToString().Trim().Length > 0).Field;

    private static bool IsUnknown(string name) =>
        !Array.Exists(Fields, each => each.Field.Equals(name, StringComparison.OrdinalIgnoreCase));
}
