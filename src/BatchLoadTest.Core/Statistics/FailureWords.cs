namespace BatchLoadTest.Statistics;

/// <summary>Failures of one kind at one step whose words differ in ids and numbers only.</summary>
/// <param name="Example">The words of the first one, without secrets; may be empty.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When the first one ended, from the run's start.</param>
/// <param name="Last">When the last one ended, from the run's start.</param>
public sealed record FailureWords(string Example, long Count, TimeSpan First, TimeSpan Last);
