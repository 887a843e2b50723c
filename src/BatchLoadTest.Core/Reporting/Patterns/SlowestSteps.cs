using System.Text.RegularExpressions;
using BatchLoadTest.Reporting.Text;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.Reporting.Patterns;

/// <summary>A threshold of the latency of all requests was missed: which steps are the slow ones.</summary>
internal static partial class SlowestSteps
{
    private const int Most = 2;

    public static string? Of(RunReport report)
    {
        if (!report.Thresholds.Any(IsTooSlow))
        {
            return null;
        }

        var steps = report
            .Final.Steps.Where(step => step.Latency.Count > 0)
            .OrderByDescending(step => step.Latency.P95)
            .Take(Most)
            .Select(step => $"{step.Step!.Id} (p95 {Figures.Time(step.Latency.P95)})")
            .ToList();
        return report.Final.Steps.Count <= 1 || steps.Count == 0
            ? null
            : $"slowest steps: {string.Join(", ", steps)}; all steps together p95 "
                + Figures.Time(report.Final.Total.Latency.P95);
    }

    private static bool IsTooSlow(ThresholdResult threshold) =>
        threshold.Verdict == ThresholdVerdict.Failed && OfAllRequests().IsMatch(threshold.Text);

    // Of a step the threshold names it; those of batches are another matter.
    [GeneratedRegex(@"^(p[0-9.]+|p95_by_time|avg|mean|max) ")]
    private static partial Regex OfAllRequests();
}
