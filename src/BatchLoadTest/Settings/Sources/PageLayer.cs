namespace BatchLoadTest.Settings.Sources;

/// <summary>What a person set on the page, by the names of options.</summary>
internal sealed class PageLayer(IReadOnlyDictionary<string, string> values) : ISettingLayer
{
    /// <inheritdoc/>
    public GivenValue? Find(Setting setting) =>
        values.TryGetValue(setting.Name, out var text) ? GivenValue.From("the page", text) : null;
}
