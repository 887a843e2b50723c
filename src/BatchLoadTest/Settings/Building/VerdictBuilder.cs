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
        var standard = new StandardThresholds(new MetricCatalogue());
        var thresholds = new List<Threshold>();
        if (reader.Value(VerdictCatalogue.P95Limit) is { } p95)
        {
            thresholds.Add(standard.P95(p95, reader.Source(VerdictCatalogue.P95Limit)));
        }

        if (reader.Value(VerdictCatalogue.ErrorRateLimit) is { } share)
        {
            var source = reader.Source(VerdictCatalogue.ErrorRateLimit);
            thresholds.Add(standard.ErrorRate(share, source));
            thresholds.Add(standard.BatchErrorRate(share, source));
        }

        var mode = reader.Value(WorkflowCatalogue.CheckResults);
        var checkSource = reader.Source(WorkflowCatalogue.CheckResults);
        if (mode != CheckMode.Off)
        {
            thresholds.Add(standard.NoDefects(checkSource));
        }

        if (mode == CheckMode.Full)
        {
            thresholds.Add(standard.NoViolations(checkSource));
            thresholds.Add(standard.NoMissedWindow(checkSource));
        }

        thresholds.AddRange(
            reader
                .Values(VerdictCatalogue.Threshold)
                .Select(own => own with { Source = reader.Source(VerdictCatalogue.Threshold) })
        );
        return new VerdictSettings { Thresholds = thresholds, ExitCode = reader.Value(VerdictCatalogue.ExitCode) };
    }
}
