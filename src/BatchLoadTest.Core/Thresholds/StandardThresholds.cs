using System.Globalization;

namespace BatchLoadTest.Thresholds;

/// <summary>The seed's two limits, written as thresholds. The error rate is asked of requests and of batches.</summary>
public sealed class StandardThresholds(MetricCatalogue catalogue)
{
    /// <summary>The predecessor's 95th percentile over all requests.</summary>
    public Threshold P95(TimeSpan limit, string source)
    {
        var milliseconds = limit.TotalMilliseconds;
        return new($"p95 <= {Text(milliseconds)}ms", source, Find("p95"), ThresholdOperator.LessOrEqual, milliseconds);
    }

    /// <summary>The predecessor's failed share of requests.</summary>
    public Threshold ErrorRate(double limit, string source) => AtMost("error_rate", limit, source);

    /// <summary>
    /// The same limit for batches: a batch that fails while each of its requests succeeds must not pass unseen.
    /// </summary>
    public Threshold BatchErrorRate(double limit, string source) => AtMost("batches.error_rate", limit, source);

    /// <summary>No defect in any result: what a batch service is for. On with the result check.</summary>
    public Threshold NoDefects(string source) => None("results.defects", source);

    /// <summary>No status going backwards, no count shrinking, no unknown status, no 404 after create.</summary>
    public Threshold NoViolations(string source) => None("batches.violations", source);

    /// <summary>No batch that completed after its completion window.</summary>
    public Threshold NoMissedWindow(string source) => None("batches.missed_window", source);

    private Threshold None(string metric, string source) =>
        new($"{metric} == 0", source, Find(metric), ThresholdOperator.Equal, 0);

    private Threshold AtMost(string metric, double share, string source) =>
        new($"{metric} <= {Text(share * 100)}%", source, Find(metric), ThresholdOperator.LessOrEqual, share);

    private Metric Find(string name) =>
        catalogue.Find(name) ?? throw new InvalidOperationException($"The catalogue lacks {name}.");

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
