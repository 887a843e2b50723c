using BatchLoadTest.Thresholds;

namespace BatchLoadTest.NBomber.Mapping;

/// <summary>A threshold that NBomber can judge on a figure of its own.</summary>
/// <param name="Step">Name of the step.</param>
/// <param name="Figure">What is looked at.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Limit">With what: ms, a count or a share.</param>
internal sealed record StepThreshold(string Step, StepFigure Figure, ThresholdOperator Operator, double Limit);
