using BatchLoadTest.Statistics;

namespace BatchLoadTest.Reporting.LocustJson;

/// <summary>What the history says of one request name's times.</summary>
internal sealed class RequestTimes
{
    private readonly List<(long Second, long Requests, long Failures)> seconds = [];
    private long firstSecond;
    private long lastSecond;

    /// <summary>All of them.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Unix time at the beginning of the first second with a request; null without any.</summary>
    public double? First { get; private set; }

    /// <summary>Unix time at the end of the last second with a request; null without any.</summary>
    public double? Last { get; private set; }

    /// <summary>Requests and failures of each second that has any, in order; a second is there once.</summary>
    public IReadOnlyList<(long Second, long Requests, long Failures)> Seconds => seconds;

    public void Add(StepCounters counters, long second)
    {
        if (counters.Requests == 0)
        {
            return;
        }

        firstSecond = seconds.Count == 0 ? second : firstSecond;
        lastSecond = second;
        Latency.Add(counters.Latency);
        // A second may come in several parts.
        if (seconds.Count > 0 && seconds[^1].Second == second)
        {
            var (_, requests, failures) = seconds[^1];
            seconds[^1] = (second, requests + counters.Requests, failures + counters.Failures);
        }
        else
        {
            seconds.Add((second, counters.Requests, counters.Failures));
        }
    }

    /// <summary>Sets <see cref="First"/> and <see cref="Last"/>: whole seconds, but for the ends of the run.</summary>
    public void Within(DateTimeOffset start, DateTimeOffset end)
    {
        if (seconds.Count > 0)
        {
            First = Math.Max(firstSecond, SecondsOf(start));
            Last = Math.Max(First.Value, Math.Min(lastSecond + 1, SecondsOf(end)));
        }
    }

    private static double SecondsOf(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;
}
