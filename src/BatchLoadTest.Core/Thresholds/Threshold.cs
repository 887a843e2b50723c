namespace BatchLoadTest.Thresholds;

/// <summary>A condition on one metric that the run has to meet.</summary>
/// <param name="Text">As a person wrote it, or would have.</param>
/// <param name="Source">Where it comes from, such as <c>--threshold</c> or <c>P95_THRESHOLD_MS</c>.</param>
/// <param name="Metric">What is looked at.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Limit">With what, in the metric's unit.</param>
public sealed record Threshold(string Text, string Source, Metric Metric, ThresholdOperator Operator, double Limit)
{
    /// <summary>The source of thresholds that this program sets where a person says nothing else.</summary>
    public const string DefaultSource = "default";

    /// <summary>Each stretch of so many whole seconds is judged for itself; null where the run is judged as a whole.</summary>
    public TimeSpan? Over { get; init; }

    /// <summary>What comes before is left out; run time, whole seconds.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Whether the run ends as soon as it is missed.</summary>
    public bool Aborts { get; init; }

    /// <summary>Whether it is a limit upwards: what is above it once cannot be made good by waiting for more.</summary>
    public bool IsUpperLimit =>
        Operator is ThresholdOperator.Less or ThresholdOperator.LessOrEqual
        || (Operator == ThresholdOperator.Equal && Limit == 0);

    /// <summary>Whether it is one that this program sets by itself: without a sample it fails nothing.</summary>
    public bool IsDefault => Source == DefaultSource;

    /// <summary>Whether <paramref name="actual"/> meets the threshold.</summary>
    public bool Holds(double actual) =>
        Operator switch
        {
            ThresholdOperator.Less => actual < Limit,
            ThresholdOperator.LessOrEqual => actual <= Limit,
            ThresholdOperator.Greater => actual > Limit,
            ThresholdOperator.GreaterOrEqual => actual >= Limit,
            ThresholdOperator.Equal => actual.Equals(Limit),
            _ => !actual.Equals(Limit),
        };
}
