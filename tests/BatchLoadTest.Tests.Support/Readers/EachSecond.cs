using BatchLoadTest.Statistics;

namespace BatchLoadTest.Tests.Support.Readers;

/// <summary>What a test wants of each second of a history.</summary>
internal static class EachSecond
{
    /// <summary>Takes it while the second is valid.</summary>
    public static IReadOnlyList<T> Each<T>(this IRunHistory history, Func<Interval, T> take)
    {
        List<T> taken = [];
        foreach (var interval in history.Read())
        {
            taken.Add(take(interval));
        }

        return taken;
    }
}
