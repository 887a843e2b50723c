using BatchLoadTest.Measurements;
using BatchLoadTest.Thresholds;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>
/// From our thresholds to those that NBomber can show a verdict for. It knows steps, not requests and not batches, and
/// few percentiles; what it does not know this program judges alone, which decides in any case.
/// </summary>
internal static class ThresholdMapper
{
    // Steps of one request each, whose latency is that request's.
    private static readonly string[] RequestSteps =
    [
        .. StepCatalogue
            .All.Where(step => step is { IsLoad: true, Waits: false, IsPart: false })
            .Select(step => step.Id),
    ];

    private static readonly Dictionary<string, StepFigure> Figures = new(StringComparer.OrdinalIgnoreCase)
    {
        ["min"] = StepFigure.Minimum,
        ["mean"] = StepFigure.Mean,
        ["avg"] = StepFigure.Mean,
        ["max"] = StepFigure.Maximum,
        ["p50"] = StepFigure.P50,
        ["p75"] = StepFigure.P75,
        ["p95"] = StepFigure.P95,
        ["p99"] = StepFigure.P99,
        ["failures"] = StepFigure.Failed,
        ["error_rate"] = StepFigure.FailedShare,
    };

    // The poll step goes well when the batch completes.
    private static readonly Dictionary<string, (string Step, StepFigure Figure)> Batches = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["batches.created"] = ("create", StepFigure.Succeeded),
        ["batches.completed"] = ("poll", StepFigure.Succeeded),
        ["batches.error_rate"] = ("poll", StepFigure.FailedShare),
    };

    /// <summary>The threshold in NBomber's terms; null where NBomber cannot judge it.</summary>
    public static StepThreshold? Map(Threshold threshold)
    {
        // NBomber looks at the whole load, and would end it by rules of its own.
        if (threshold.Over is not null || threshold.From > TimeSpan.Zero)
        {
            return null;
        }

        if (Find(threshold.Metric.Name) is not var (step, figure) || GrowsToMeet(figure, threshold))
        {
            return null;
        }

        return new StepThreshold(step, figure, threshold.Operator, threshold.Limit);
    }

    private static (string Step, StepFigure Figure)? Find(string metric)
    {
        if (Batches.TryGetValue(metric, out var known))
        {
            return known;
        }

        return
            metric.Split('.', 2) is [var step, var name]
            && RequestSteps.Contains(step, StringComparer.OrdinalIgnoreCase)
            && Figures.TryGetValue(name, out var figure)
            ? (step, figure)
            : null;
    }

    // NBomber judges from the first seconds on, where a count that is to be reached must fail.
    private static bool GrowsToMeet(StepFigure figure, Threshold threshold) =>
        figure is StepFigure.Succeeded or StepFigure.Failed
        && threshold.Operator switch
        {
            ThresholdOperator.Less or ThresholdOperator.LessOrEqual => false,
            ThresholdOperator.Equal => threshold.Limit > 0,
            _ => true,
        };
}
