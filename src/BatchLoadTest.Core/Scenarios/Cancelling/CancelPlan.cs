namespace BatchLoadTest.Scenarios.Cancelling;

/// <summary>Which batches the run cancels, and when.</summary>
/// <param name="Share">Share of the batches, 0 to 1.</param>
/// <param name="After">
/// How long after the create request; null for a moment drawn between it and the median turnaround of the class so far.
/// </param>
public sealed record CancelPlan(double Share, TimeSpan? After = null)
{
    /// <summary>No batch.</summary>
    public static CancelPlan None { get; } = new(0);
}
