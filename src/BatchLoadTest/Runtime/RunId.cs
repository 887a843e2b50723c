namespace BatchLoadTest.Runtime;

/// <summary>Names runs: sortable by time, unique also between pods that start in the same second.</summary>
public static class RunId
{
    /// <summary>Such as <c>20260823-142501-3f9a1c</c>, in UTC.</summary>
    public static string Create(TimeProvider timeProvider) =>
        $"{timeProvider.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}";
}
