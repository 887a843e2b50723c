namespace BatchLoadTest.Thresholds;

/// <summary>What metrics, by their names, can say of a part of a run, and of a run that goes on.</summary>
internal static class MetricBounds
{
    private const string AtEnd = "it is known only at the end of the run";
    private const string Silence = "a stretch of silence goes on from one window to the next; judge the whole run";

    private const string Slack = "it is read from the turnaround of all batches; judge batch.turnaround";
    private const string ByModel =
        "what each model took is known of the whole run only; judge tokens, or the whole run";

    /// <summary>Why nothing of one class is judged over a window.</summary>
    public const string OfClass = "of single classes the whole run is known, and the run from a moment on";

    private const string Steady = "it is of the steady part of the run, which is known only at its end";

    private static readonly HashSet<string> OfSteadyPart = new(StringComparer.Ordinal)
    {
        "batches.per_hour",
        "batches.per_minute",
        "rows.per_hour",
        "batch.turnaround.growth",
    };

    // Batches and requests that the end of the run cuts off.
    private static readonly HashSet<string> KnownAtEnd = new(StringComparer.Ordinal)
    {
        "requests.hung",
        "batches.unfinished",
        "batches.overdue",
        "batches.oldest_unfinished",
        "results.interrupted",
    };

    /// <summary>Why a metric says nothing of a window; null where it does.</summary>
    public static string? NotOfWindows(string name) =>
        NeverAborts(name) is { } reason ? reason
        : name.EndsWith("p95_by_time", StringComparison.Ordinal)
            ? "it weighs requests by the second in which they began, which may be before the window; take p95"
        : name.StartsWith("service.", StringComparison.Ordinal) ? Silence
        : name.StartsWith("batch.slack.", StringComparison.Ordinal) ? Slack
        : name.StartsWith("cost.", StringComparison.Ordinal) ? ByModel
        : null;

    /// <summary>Why a metric can end no run early; null where it can.</summary>
    public static string? NeverAborts(string name) => KnownAtEnd.Contains(name) ? AtEnd : NotFrom(name);

    /// <summary>Why a metric leaves out by itself what is to be left out; null where it does not.</summary>
    public static string? NotFrom(string name) => OfSteadyPart.Contains(name) ? Steady : null;

    /// <summary>Whether a metric never becomes less as the run goes on.</summary>
    public static bool OnlyGrows(string name, MetricUnit unit) =>
        name switch
        {
            // A step succeeds later.
            "step.without_success" => false,
            "service.silent_time" or "service.longest_silence" or "batches.oldest_unfinished" => true,
            "cost.total" => true,
            _ => unit == MetricUnit.Count || name == "max" || name.EndsWith(".max", StringComparison.Ordinal),
        };
}
