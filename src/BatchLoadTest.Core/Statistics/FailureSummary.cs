using BatchLoadTest.Measurements;

namespace BatchLoadTest.Statistics;

/// <summary>All failures of one kind at one step.</summary>
/// <param name="Step">Where.</param>
/// <param name="Kind">What, such as <c>http_429</c> or <c>timeout</c>.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When the first one ended, from the run's start.</param>
/// <param name="Last">When the last one ended, from the run's start.</param>
/// <param name="Example">The words of the first one, without secrets; may be empty.</param>
public sealed record FailureSummary(
    StepName Step,
    string Kind,
    long Count,
    TimeSpan First,
    TimeSpan Last,
    string Example
);
