namespace BatchLoadTest.Statistics;

/// <summary>Requests of one step that were counted in one second, and began, and ended, in the same seconds.</summary>
internal sealed class StartGroup
{
    /// <summary>How many seconds before the second of the interval they began; counted in whole seconds of the wall clock.</summary>
    public long StartedBefore { get; private set; }

    /// <summary>How many seconds before it they ended: above 0 where they were handed in late.</summary>
    public long EndedBefore { get; private set; }

    /// <summary>Whether they were cut off by the end of the run: their latency is their age then.</summary>
    public bool IsInterrupted { get; private set; }

    /// <summary>Their latencies, by the buckets of a <see cref="LatencyHistogram"/>.</summary>
    public TimeCounts Latency { get; } = new();

    /// <summary>How far into the second in which they ended, in whole microseconds rounded up; only of those that began in
    /// an earlier one.</summary>
    public TimeCounts Rest { get; } = new();

    /// <summary>The largest latency in ticks of 100 ns.</summary>
    public long MaxTicks { get; private set; }

    /// <summary>Whether the second in which they ended is not the one in which they began.</summary>
    public bool HasRest => StartedBefore > EndedBefore;

    /// <summary>Whether a request belongs here.</summary>
    public bool Is(long startedBefore, long endedBefore, bool isInterrupted) =>
        StartedBefore == startedBefore && EndedBefore == endedBefore && IsInterrupted == isInterrupted;

    /// <summary>Begins another group.</summary>
    public void Begin(long startedBefore, long endedBefore, bool isInterrupted)
    {
        (StartedBefore, EndedBefore, IsInterrupted) = (startedBefore, endedBefore, isInterrupted);
        Latency.Clear();
        Rest.Clear();
        MaxTicks = 0;
    }

    /// <summary>Notes the largest latency.</summary>
    public void Reaches(long ticks) => MaxTicks = Math.Max(MaxTicks, ticks);

    /// <summary>Makes equal times one.</summary>
    public void Compact()
    {
        Latency.Compact();
        Rest.Compact();
    }
}
