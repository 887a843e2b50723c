namespace BatchLoadTest.Scenarios.Retrying;

/// <summary>Of which batches the run has rows done again, and how it asks for it.</summary>
/// <param name="Share">Share of the batches that have such rows, 0 to 1.</param>
/// <param name="By">How it asks.</param>
public sealed record RetryPlan(double Share, RetryBy By = RetryBy.Batch)
{
    /// <summary>None.</summary>
    public static RetryPlan None { get; } = new(0);
}
