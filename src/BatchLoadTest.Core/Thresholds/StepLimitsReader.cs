using BatchLoadTest.Measurements;
using BatchLoadTest.Statistics;

namespace BatchLoadTest.Thresholds;

/// <summary>Finds what thresholds say of how long the answers of single steps may take.</summary>
public static class StepLimitsReader
{
    /// <summary>Upper limits of <c>create.p95</c> and the like; of several for one step the lowest.</summary>
    public static StepLimits Read(IEnumerable<Threshold> thresholds)
    {
        var steps = new StepNames().All.ToDictionary(
            name => $"{name.Id}.p95",
            name => name.Step,
            StringComparer.Ordinal
        );
        Dictionary<Step, TimeSpan> limits = [];
        foreach (
            var threshold in thresholds.Where(threshold =>
                threshold.Operator is ThresholdOperator.Less or ThresholdOperator.LessOrEqual
            )
        )
        {
            if (steps.TryGetValue(threshold.Metric.Name, out var step))
            {
                var limit = TimeSpan.FromMilliseconds(threshold.Limit);
                limits[step] = limits.TryGetValue(step, out var other) && other < limit ? other : limit;
            }
        }

        return new StepLimits(limits);
    }
}
