namespace BatchLoadTest.Scenarios.Deleting;

/// <summary>Of which batches the run deletes the input while they run, and when.</summary>
/// <param name="Share">Share of the batches, 0 to 1.</param>
/// <param name="After">
/// How long after the create request; null for a moment drawn between it and the median turnaround of the class so far.
/// </param>
public sealed record DeletePlan(double Share, TimeSpan? After = null)
{
    /// <summary>No batch.</summary>
    public static DeletePlan None { get; } = new(0);
}
