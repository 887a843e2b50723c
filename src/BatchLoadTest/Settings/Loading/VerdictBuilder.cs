using BatchLoadTest.BatchApi.Dialects;
using BatchLoadTest.Load;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Scenarios.Reading;
using BatchLoadTest.Scenarios.Results;
using BatchLoadTest.Settings.Catalogue;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Settings.Loading;

/// <summary>Makes the thresholds from their settings.</summary>
internal static class VerdictBuilder
{
    private const string BatchErrorRate = "batches.error_rate";

    /// <summary>Reads.</summary>
    public static VerdictSettings Build(SettingsReader reader, LoadPlan load, Dialect dialect)
    {
        var own = reader
            .Values(VerdictCatalogue.Threshold)
            .Select(threshold => threshold with { Source = reader.Source(VerdictCatalogue.Threshold) })
            .Concat(ClassThresholds.Read(reader))
            .ToList();
        ClassThresholds.Check(reader, own);
        foreach (var threshold in own)
        {
            RequireTime(reader, threshold, load);
            reader.Require(
                !threshold.Metric.Name.StartsWith("cost.", StringComparison.Ordinal)
                    || reader.Values(CostCatalogue.Price).Count > 0,
                $"nobody knows what tokens cost: '{threshold.Text}' would never have data; give --price too",
                VerdictCatalogue.Threshold
            );
        }

        // A window says something else than the run as a whole: it replaces nothing.
        var limited = own.Where(threshold => threshold.Over is null)
            .Select(threshold => threshold.Metric.Name)
            .ToHashSet(StringComparer.Ordinal);
        var isWanted = !reader.Value(VerdictCatalogue.NoDefaults);
        // What one option says of requests and of batches at once is weaker than what is said of batches alone.
        var isDerived = limited.Contains(BatchErrorRate) && !reader.IsGiven(VerdictCatalogue.BatchErrorRateLimit);
        var others = new DefaultThresholds(new MetricCatalogue())
            .All(Limits(reader, dialect) with { IsOpenLoad = load.Profile.IsOpen })
            // Who writes one on a metric knows better than the default; a limit given by an option of its own stays.
            .Where(threshold => !threshold.IsDefault || (isWanted && !limited.Contains(threshold.Metric.Name)))
            .Where(threshold => !isDerived || threshold.Metric.Name != BatchErrorRate);
        return new VerdictSettings
        {
            Thresholds = [.. others, .. own],
            AbortOnFail = reader.Value(VerdictCatalogue.AbortOnFail),
            ExitCode = reader.Value(VerdictCatalogue.ExitCode),
        };
    }

    // One that could only ever be without data.
    private static void RequireTime(SettingsReader reader, Threshold threshold, LoadPlan load)
    {
        if (load.RunTime is not { } runTime)
        {
            return;
        }

        // Seconds are whole ones of the clock: after a beginning in the midst of one, up to a second is lost.
        var lost = threshold.From > TimeSpan.Zero ? TimeSpan.FromSeconds(1) : TimeSpan.Zero;
        var least = threshold.From + lost + (threshold.Over ?? TimeSpan.Zero);
        reader.Require(
            least <= runTime,
            $"'{threshold.Text}' would never have "
                + (threshold.Over is null ? "a whole second" : "a full window")
                + $" in a run of {Figures.Setting(runTime)}; it takes {Figures.Setting(least)} at least",
            VerdictCatalogue.Threshold
        );
    }

    private static DefaultLimits Limits(SettingsReader reader, Dialect dialect)
    {
        var mode = reader.Value(WorkflowCatalogue.CheckResults);
        var ofBatches = reader.IsGiven(VerdictCatalogue.BatchErrorRateLimit)
            ? VerdictCatalogue.BatchErrorRateLimit
            : VerdictCatalogue.ErrorRateLimit;
        return new DefaultLimits
        {
            P95 = reader.Value(VerdictCatalogue.P95Limit),
            P95Source = reader.Source(VerdictCatalogue.P95Limit),
            ErrorRate = reader.Value(VerdictCatalogue.ErrorRateLimit),
            ErrorRateSource = reader.Source(VerdictCatalogue.ErrorRateLimit),
            BatchErrorRate = reader.Value(ofBatches),
            BatchErrorRateSource = reader.Source(ofBatches),
            ChecksResults = mode != CheckMode.Off,
            ChecksRows = mode == CheckMode.Full,
            Cancels = WorkflowBuilder.Cancels(reader),
            Retries = reader.Value(WorkflowCatalogue.RetryFailed) > 0,
            DeletesInputs = WorkflowBuilder.Deletes(reader),
            StopsWithInput = dialect.StopsWithInput,
            ExpiresFiles = reader.IsGiven(WorkflowCatalogue.ExpireFiles),
            SaysExpiry = dialect.SaysExpiry,
            RemovesExpired = dialect.RemovesExpired,
            ReadsWhileRunning = WorkflowBuilder.Reads(reader),
            Lists = !reader.Value(WorkflowCatalogue.List).IsNone,
        };
    }
}
