using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.LocustJson;

/// <summary>What the history says of one request name's times.</summary>
internal sealed class RequestTimes
{
    private long firstSecond;
    private long lastSecond;

    /// <summary>All of them.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Unix time at the beginning of the first second with a request; null without any.</summary>
    public double? First { get; private set; }

    /// <summary>Unix time at the end of the last second with a request; null without any.</summary>
    public double? Last { get; private set; }

    public void Add(LatencyHistogram latency, long second)
    {
        if (latency.Count == 0)
        {
            return;
        }

        firstSecond = Latency.Count == 0 ? second : firstSecond;
        lastSecond = second;
        Latency.Add(latency);
    }

    /// <summary>Sets <see cref="First"/> and <see cref="Last"/>: whole seconds, but for the ends of the run.</summary>
    public void Within(DateTimeOffset start, DateTimeOffset end)
    {
        if (Latency.Count > 0)
        {
            First = Math.Max(firstSecond, Seconds(start));
            Last = Math.Max(First.Value, Math.Min(lastSecond + 1, Seconds(end)));
        }
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
