using System.Linq.Expressions;
using BatchLoadTest.NBomber.Mapping;
using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace BatchLoadTest.NBomber;

/// <summary>From plain thresholds to NBomber's.</summary>
internal static class ThresholdTranslation
{
    public static Threshold Translate(StepThreshold threshold) =>
        // Nothing is aborted by NBomber: when to give up is decided by this program's figures.
        Threshold.Create(
            threshold.Step,
            ThresholdCondition.Build(
                Figure(threshold.Figure),
                step => step.Ok.Request.Count + step.Fail.Request.Count == 0,
                threshold.Operator,
                threshold.Limit
            ),
            abortWhenErrorCount: null,
            startCheckAfter: null
        );

    private static Expression<Func<StepStats, double>> Figure(StepFigure figure) =>
        figure switch
        {
            StepFigure.Minimum => step => step.Ok.Latency.MinMs,
            StepFigure.Mean => step => step.Ok.Latency.MeanMs,
            StepFigure.Maximum => step => step.Ok.Latency.MaxMs,
            StepFigure.P50 => step => step.Ok.Latency.Percent50,
            StepFigure.P75 => step => step.Ok.Latency.Percent75,
            StepFigure.P95 => step => step.Ok.Latency.Percent95,
            StepFigure.P99 => step => step.Ok.Latency.Percent99,
            StepFigure.Succeeded => step => step.Ok.Request.Count,
            StepFigure.Failed => step => step.Fail.Request.Count,
            // By counts: NBomber's own percentage is a whole number.
            StepFigure.FailedShare => step =>
                (double)step.Fail.Request.Count / (step.Ok.Request.Count + step.Fail.Request.Count),
            _ => throw new NotSupportedException($"NBomber has no figure {figure}"),
        };
}
