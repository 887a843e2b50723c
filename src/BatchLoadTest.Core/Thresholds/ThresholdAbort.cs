namespace BatchLoadTest.Thresholds;

/// <summary>Why a threshold ended a run early.</summary>
/// <param name="Text">The threshold as it was given.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Actual">What was measured then, in the metric's unit.</param>
/// <param name="ActualText">The same for a person.</param>
/// <param name="At">When, from the run's start.</param>
public sealed record ThresholdAbort(string Text, string Source, double Actual, string ActualText, TimeSpan At);
