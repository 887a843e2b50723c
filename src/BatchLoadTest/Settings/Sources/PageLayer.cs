namespace BatchLoadTest.Settings.Sources;

/// <summary>What a person set on the page, by the names of options.</summary>
internal sealed class PageLayer(IReadOnlyDictionary<string, string> values) : ISettingLayer
{
    /// <summary>In the place of an option: whether a search for the largest load is asked for.</summary>
    public const string Capacity = "capacity";

    /// <summary>Whether it is.</summary>
    public bool AsksForCapacity => values.ContainsKey(Capacity);

    /// <inheritdoc/>
    public GivenValue? Find(Setting setting) =>
        values.TryGetValue(setting.Name, out var text) ? GivenValue.From("the page", text) : null;
}
