namespace BatchLoadTest.MockServer.Options;

/// <summary>How much work of one model is taken up from its queue at once: so many batches and rows, each interval.</summary>
/// <param name="Batches">Most batches that one claim takes rows of, at least 1; null is no limit.</param>
/// <param name="Rows">Most rows that one claim takes, at least 1; null is no limit.</param>
/// <param name="Interval">From one claim to the next, above zero; the first is made when the service starts.</param>
public readonly record struct ClaimPlan(int? Batches, int? Rows, TimeSpan Interval);
