using System.Globalization;

namespace BatchLoadTest.Thresholds;

/// <summary>
/// What a run is judged by where a person says nothing else: that every service worth calling one keeps to it. Each is
/// set only where what is checked gives it a meaning, and where there are too few samples it fails nothing.
/// </summary>
public sealed class DefaultThresholds(MetricCatalogue catalogue)
{
    // A step's share of failures says something from 20 requests on, and may be higher than that of all: there are fewer.
    private const double StepErrorRate = 0.05;

    private const double RowErrorRate = 0.01;

    // Keep-alive connections that the service closes first: a few are usual.
    private const double ResentRate = 0.01;

    private const double DroppedRate = 0.001;

    // Over stretches of at least 3 s.
    private const double SilentRate = 0.01;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>The metrics of the predecessor's two limits, and the same share of batches.</summary>
    public static IReadOnlyList<string> MainMetrics { get; } = ["p95", "error_rate", "batches.error_rate"];

    /// <summary>All that apply.</summary>
    /// <param name="limits">What a person may change or switch off.</param>
    public IEnumerable<Threshold> All(DefaultLimits limits) =>
        [
            .. Main(limits),
            None("requests", ThresholdOperator.Greater),
            // Who sees no batch end has not measured what the service is there for, however fast its answers were.
            None("batches.seen_to_end", ThresholdOperator.Greater),
            .. Service(limits),
            .. limits.ChecksResults ? Results() : [],
            .. limits.Cancels ? [None("cancel.ignored")] : Array.Empty<Threshold>(),
            .. limits.Retries ? [None("retry.not_resumed"), None("retry.rows_left")] : Array.Empty<Threshold>(),
            .. limits.DeletesInputs ? Deletions(limits) : [],
            .. limits.ExpiresFiles ? Expiries(limits) : [],
            .. limits.ReadsWhileRunning ? [None("read.skipped"), None("read.doubled")] : Array.Empty<Threshold>(),
            .. limits.Lists
                ? [None("list.doubled"), None("list.missing"), None("list.endless")]
                : Array.Empty<Threshold>(),
            .. limits.ChecksRows
                ? [None("batches.violations"), None("batches.missed_window")]
                : Array.Empty<Threshold>(),
        ];

    private IEnumerable<Threshold> Main(DefaultLimits limits)
    {
        if (limits.P95 is { } p95)
        {
            yield return AtMost("p95", p95, $"{Text(p95.TotalMilliseconds)}ms", limits.P95Source);
        }

        if (limits.ErrorRate is { } share)
        {
            yield return AtMost("error_rate", share, limits.ErrorRateSource);
        }

        if (limits.BatchErrorRate is { } batches)
        {
            // A batch that fails while each of its requests succeeds must not pass unseen.
            yield return AtMost("batches.error_rate", batches, limits.BatchErrorRateSource);
        }
    }

    private IEnumerable<Threshold> Service(DefaultLimits limits)
    {
        if (limits.ErrorRate is { } share)
        {
            // Polls are most of the requests: among them a step that fails always would not show.
            yield return AtMost("step.error_rate", Math.Max(StepErrorRate, share));
        }

        yield return None("step.without_success");
        yield return None("requests.hung");
        yield return AtMost("requests.resent_rate", ResentRate);
        yield return AtMost("service.silent_rate", SilentRate);
        yield return AtMost("service.longest_silence", LongestSilence, $"{Text(LongestSilence.TotalSeconds)}s");
        if (limits.IsOpenLoad)
        {
            // Load that was not applied proves nothing.
            yield return AtMost("starts.dropped_rate", DroppedRate);
        }

        yield return None("batches.overdue");
        yield return None("batches.foreign_answers");
    }

    private IEnumerable<Threshold> Deletions(DefaultLimits limits) =>
        limits.StopsWithInput
            ? [None("delete.files_kept"), None("delete.results_kept"), None("delete.survived")]
            : [None("delete.files_kept")];

    // What a service does not say it need not keep to.
    private IEnumerable<Threshold> Expiries(DefaultLimits limits)
    {
        yield return None("expiry.wrong");
        if (limits.SaysExpiry)
        {
            yield return None("expiry.unsaid");
        }

        if (limits.RemovesExpired)
        {
            yield return None("expiry.kept");
        }
    }

    private IEnumerable<Threshold> Results() =>
        [None("results.defects"), None("results.unchecked"), AtMost("results.row_error_rate", RowErrorRate)];

    private Threshold None(string metric, ThresholdOperator comparison = ThresholdOperator.Equal) =>
        new(
            $"{metric} {(comparison == ThresholdOperator.Greater ? ">" : "==")} 0",
            Threshold.DefaultSource,
            Find(metric),
            comparison,
            0
        );

    private Threshold AtMost(string metric, double share, string source = Threshold.DefaultSource) =>
        AtMost(metric, share, $"{Text(share * 100)}%", source);

    // As a person would write it: an answer's time in milliseconds, a silence in seconds.
    private Threshold AtMost(string metric, TimeSpan limit, string text, string source = Threshold.DefaultSource) =>
        AtMost(metric, limit.TotalMilliseconds, text, source);

    private Threshold AtMost(string metric, double limit, string text, string source) =>
        new($"{metric} <= {text}", source, Find(metric), ThresholdOperator.LessOrEqual, limit);

    private Metric Find(string name) =>
        catalogue.Find(name) ?? throw new InvalidOperationException($"The catalogue lacks {name}.");

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
