namespace BatchLoadTest.Measurements;

/// <summary>What the comparison of one batch's tokens with the service's own sums has found.</summary>
/// <param name="BatchId">The batch.</param>
/// <param name="Class">Its class, from 1; 0 where there are no classes.</param>
/// <param name="Verdict">What came of it.</param>
public sealed record UsageCheck(string BatchId, int Class, UsageVerdict Verdict)
{
    /// <summary>Both sums where they disagree, or why there was nothing to compare; null where there is nothing to say.</summary>
    public string? Words { get; init; }

    /// <summary>Requests sent for it. They are in no step.</summary>
    public int Requests { get; init; }

    /// <summary>Those of them that got no answer, or a bad one.</summary>
    public int FailedRequests { get; init; }
}
