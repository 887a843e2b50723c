using System.Text.RegularExpressions;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Statistics;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>A threshold of the latency of all requests was missed: which steps are the slow ones.</summary>
internal static partial class SlowestSteps
{
    // The key is asked for once.
    private const long Enough = 5;
    private const int Most = 2;
    private const int LeastCommon = 4;
    private const double Alike = 0.6;
    private const double Mostly = 0.6;

    public static string? Of(RunReport report)
    {
        // A service that stood still is slow in whatever was under way, and that is said.
        if (!report.Thresholds.Any(IsTooSlow) || SilenceSentences.Of(report.Final.Silence) is not null)
        {
            return null;
        }

        var steps = report
            .Final.Steps.Where(step => step.Latency.Count >= Enough)
            .OrderByDescending(step => step.Latency.P95)
            .ToList();
        if (steps.Count <= 1)
        {
            return null;
        }

        return (IsCommon(steps) ? "all steps are about as slow, the slowest " : "slowest steps: ")
            + string.Join(", ", steps.Take(Most).Select(Times))
            + $"; all steps together p50 {Figures.Time(report.Final.Total.Latency.P50)}, "
            + $"p95 {Figures.Time(report.Final.Total.Latency.P95)}";
    }

    // What slows down everything is before the service's own work: a proxy, the network, a limit of connections.
    private static bool IsCommon(List<StepSummary> steps) =>
        steps.Count >= LeastCommon && steps[^1].Latency.P50 > Alike * steps[0].Latency.P50;

    private static string Times(StepSummary step) =>
        $"{step.Step!.Id} (p50 {Figures.Time(step.Latency.P50)}, p95 {Figures.Time(step.Latency.P95)}{Where(step)})";

    // The phase that has most of the time, where one has.
    private static string Where(StepSummary step)
    {
        var all = step.Phases.Sum(phase => phase.Mean.TotalSeconds);
        return step.Phases.MaxBy(phase => phase.Mean) is { } longest && longest.Mean.TotalSeconds > Mostly * all
            ? $", {Figures.Share(longest.Mean.TotalSeconds / all)} of it {PhaseWords.Of(longest.Phase)}"
            : "";
    }

    private static bool IsTooSlow(ThresholdResult threshold) =>
        threshold.Verdict == ThresholdVerdict.Failed && OfAllRequests().IsMatch(threshold.Text);

    // Of a step the threshold names it; those of batches are another matter.
    [GeneratedRegex(@"^(p[0-9.]+|p95_by_time|avg|mean|max) ")]
    private static partial Regex OfAllRequests();
}
