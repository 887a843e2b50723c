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
