namespace BatchLoadTest.MockServer.Options;

/// <summary>A stretch of time in which the server takes requests and answers none.</summary>
/// <param name="Duration">How long it is.</param>
/// <param name="At">When it begins, from the first request.</param>
public readonly record struct FreezePlan(TimeSpan Duration, TimeSpan At);
