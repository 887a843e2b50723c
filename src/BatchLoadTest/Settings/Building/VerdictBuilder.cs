using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Settings.Building;

/// <summary>Makes the thresholds from their settings.</summary>
internal static class VerdictBuilder
{
    /// <summary>Reads.</summary>
    public static VerdictSettings Build(SettingsReader reader)
    {
        var own = reader
            .Values(VerdictCatalogue.Threshold)
            .Select(threshold => threshold with { Source = reader.Source(VerdictCatalogue.Threshold) })
            .ToList();
        var limited = own.Select(threshold => threshold.Metric.Name).ToHashSet(StringComparer.Ordinal);
        var isWanted = !reader.Value(VerdictCatalogue.NoDefaults);
        var others = new DefaultThresholds(new MetricCatalogue())
            .All(Limits(reader))
            // Who writes one on a metric knows better than the default; a limit given by an option of its own stays.
            .Where(threshold => !threshold.IsDefault || (isWanted && !limited.Contains(threshold.Metric.Name)));
        return new VerdictSettings
        {
            Thresholds = [.. others, .. own],
            ExitCode = reader.Value(VerdictCatalogue.ExitCode),
        };
    }

    private static DefaultLimits Limits(SettingsReader reader)
    {
        var mode = reader.Value(WorkflowCatalogue.CheckResults);
        return new DefaultLimits
        {
            P95 = reader.Value(VerdictCatalogue.P95Limit),
            P95Source = reader.Source(VerdictCatalogue.P95Limit),
            ErrorRate = reader.Value(VerdictCatalogue.ErrorRateLimit),
            ErrorRateSource = reader.Source(VerdictCatalogue.ErrorRateLimit),
            ChecksResults = mode != CheckMode.Off,
            ChecksRows = mode == CheckMode.Full,
        };
    }
}
