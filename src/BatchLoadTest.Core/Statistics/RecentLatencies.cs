namespace BatchLoadTest.Statistics;

/// <summary>The times of the last ten seconds, in memory that does not grow. Not safe for several writers.</summary>
public sealed class RecentLatencies
{
    private const int Window = 10;

    private readonly BucketList[] latencies = [.. Enumerable.Range(0, Window).Select(_ => new BucketList())];

    private readonly long[] seconds = [.. Enumerable.Repeat((long)-Window, Window)];

    /// <summary>Adds times of a second; seconds are counted from any moment before, and must not go back.</summary>
    public void Add(LatencyHistogram times, long second) => At(second).Add(times);

    /// <inheritdoc cref="Add(LatencyHistogram, long)"/>
    internal void Add(BucketList times, long second) => At(second).Add(times);

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.ForEach(latencies, second => second.Clear());

    /// <summary>The ten seconds that end with the given one.</summary>
    /// <param name="second">The last second.</param>
    /// <param name="scratch">What is used to add them up; its content is replaced.</param>
    public LatencySummary Summarise(long second, LatencyHistogram scratch)
    {
        scratch.Clear();
        for (var place = 0; place < Window; place++)
        {
            if (seconds[place] > second - Window && latencies[place].Count > 0)
            {
                latencies[place].AddTo(scratch);
            }
        }

        return scratch.Summarise();
    }

    private BucketList At(long second)
    {
        var place = second % Window;
        if (seconds[place] != second)
        {
            seconds[place] = second;
            latencies[place].Clear();
        }

        return latencies[place];
    }
}
