using BatchLoadTest.Settings.Catalogue;

namespace BatchLoadTest.Settings.Building;

/// <summary>Makes the verdict's limits from their settings.</summary>
internal static class VerdictBuilder
{
    /// <summary>Reads.</summary>
    public static VerdictSettings Build(SettingsReader reader) =>
        new()
        {
            P95Limit = reader.Value(VerdictCatalogue.P95Limit),
            ErrorRateLimit = reader.Value(VerdictCatalogue.ErrorRateLimit),
            Thresholds = reader.Values(VerdictCatalogue.Threshold),
        };
}
