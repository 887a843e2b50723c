namespace BatchLoadTest.Settings.Catalogue;

/// <summary>A ready-made load; its values are written as a person would write the options.</summary>
internal sealed record LoadPreset(string Name, string Users, string SpawnRate, string RunTime);
