using BatchLoadTest.Settings.Parsing;

namespace BatchLoadTest.Settings.Catalogue;

/// <summary>The ready-made loads, the same as the chart's.</summary>
internal static class ProfileCatalogue
{
    /// <summary>The profiles, the lightest first.</summary>
    public static readonly IReadOnlyList<LoadPreset> All =
    [
        new("smoke", Users: "10", SpawnRate: "5", RunTime: "2m"),
        new("load", Users: "100", SpawnRate: "10", RunTime: "5m"),
        new("stress", Users: "500", SpawnRate: "50", RunTime: "10m"),
        new("spike", Users: null, SpawnRate: null, RunTime: null) { Stages = "1m:=20,10s:400,2m:=400,10s:20,2m:=20" },
        new("soak", Users: "100", SpawnRate: "10", RunTime: "30m"),
    ];

    /// <summary>The profiles in one line of help: users, users per second, run time; or stages.</summary>
    public static string Summary => string.Join(", ", All.Select(preset => $"{preset.Name} ({preset.Summary})"));

    /// <summary>Reads a profile's name.</summary>
    public static Parsed<string> Parse(string text) =>
        ChoiceText.Of([.. All.Select(preset => (preset.Name, preset.Name))])(text);

    /// <summary>The profile of this name.</summary>
    public static LoadPreset Get(string name) => All.First(preset => preset.Name == name);
}
