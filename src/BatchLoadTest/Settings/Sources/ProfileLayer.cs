using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Sources;

/// <summary>The values of a ready-made load.</summary>
internal sealed class ProfileLayer(LoadPreset preset) : ISettingLayer
{
    private readonly Dictionary<string, string?> texts = new(StringComparer.Ordinal)
    {
        [LoadCatalogue.Users.Name] = preset.Users,
        [LoadCatalogue.SpawnRate.Name] = preset.SpawnRate,
        [LoadCatalogue.RunTime.Name] = preset.RunTime,
        [LoadCatalogue.Stages.Name] = preset.Stages,
    };

    /// <inheritdoc/>
    public GivenValue? Find(Setting setting) =>
        texts.TryGetValue(setting.Name, out var text) && text is not null
            ? GivenValue.From("profile " + preset.Name, text)
            : null;
}
