namespace BatchLoadTest.ClusterMember;

/// <summary>How long something took, as this process says it.</summary>
internal static class Milliseconds
{
    public static long Since(long timestamp) => (long)TimeProvider.System.GetElapsedTime(timestamp).TotalMilliseconds;
}
