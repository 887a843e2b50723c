using BatchLoadTest.Settings;
using BatchLoadTest.Settings.Sources;

namespace BatchLoadTest.Workers;

/// <summary>What a worker was told by its master, by the names of options.</summary>
internal sealed class OrderLayer(IReadOnlyDictionary<string, IReadOnlyList<string>> told) : ISettingLayer
{
    /// <inheritdoc/>
    public GivenValue? Find(Setting setting) =>
        told.TryGetValue(setting.Name, out var texts) ? GivenValue.From("the master", texts) : null;
}
