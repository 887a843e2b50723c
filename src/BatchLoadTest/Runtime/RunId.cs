using System.Text.RegularExpressions;

namespace BatchLoadTest.Runtime;

/// <summary>Names runs: sortable by time, unique also between pods that start in the same second.</summary>
public static partial class RunId
{
    /// <summary>Such as <c>20260823-142501-3f9a1c</c>, in UTC.</summary>
    public static string Create(TimeProvider timeProvider) =>
        $"{timeProvider.GetUtcNow():yyyyMMdd-HHmmss}-{Guid.NewGuid().ToString("N")[..6]}";

    /// <summary>Whether a name is one that <see cref="Create"/> makes.</summary>
    public static bool IsOne(string name) => Pattern().IsMatch(name);

    [GeneratedRegex(@"\A[0-9]{8}-[0-9]{6}-[0-9a-f]{6}\z")]
    private static partial Regex Pattern();
}
