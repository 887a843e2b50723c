namespace BatchLoadTest.Settings.Catalogue;

/// <summary>A ready-made load; its values are written as a person would write the options.</summary>
/// <param name="Name">What <c>--profile</c> names.</param>
/// <param name="Users">Users; null where <paramref name="Stages"/> say how many.</param>
/// <param name="SpawnRate">Users started per second; null likewise.</param>
/// <param name="RunTime">Run time; null where the stages have their own.</param>
internal sealed record LoadPreset(string Name, string? Users, string? SpawnRate, string? RunTime)
{
    /// <summary>Users over time; null where there are as many all the time.</summary>
    public string? Stages { get; init; }

    /// <summary>The load in a few words of help.</summary>
    public string Summary => Stages ?? $"{Users} users, {SpawnRate}/s, {RunTime}";
}
