using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.Csv;

/// <summary>The times of the last ten seconds.</summary>
internal sealed class RecentLatencies
{
    private const int Window = 10;

    private readonly BucketList[] latencies = [.. Enumerable.Range(0, Window).Select(_ => new BucketList())];

    private readonly long[] seconds = [.. Enumerable.Repeat((long)-Window, Window)];

    /// <summary>Adds times of a second of the run; seconds must not go back.</summary>
    public void Add(BucketList times, long second)
    {
        var place = second % Window;
        if (seconds[place] != second)
        {
            seconds[place] = second;
            latencies[place].Clear();
        }

        latencies[place].Add(times);
    }

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
}
