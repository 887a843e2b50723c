namespace BatchLoadTest.Scenarios.Reading;

/// <summary>Which batches' output is read a second time, and when.</summary>
/// <param name="Share">Share of the batches whose output was read, 0 to 1.</param>
/// <param name="After">How long after both result files were read.</param>
public sealed record ReadAgainPlan(double Share, TimeSpan After)
{
    /// <summary>None.</summary>
    public static ReadAgainPlan None { get; } = new(0, TimeSpan.Zero);
}
