namespace BatchLoadTest.Statistics;

/// <summary>
/// One distribution over the last so many seconds: a histogram to which the newest second is added and from which the one
/// that leaves is taken, so that a second costs the same however long the window is. One writer.
/// </summary>
/// <param name="times">Of what.</param>
/// <param name="seconds">How long the window is.</param>
internal sealed class SlidingTimes(WindowTimes times, int seconds)
{
    private readonly LatencyHistogram scratch = new();
    private readonly LatencyHistogram histogram = new();
    private readonly Queue<BucketList> lists = new(seconds);
    private readonly Stack<BucketList> unused = new();
    private BucketList newest = new();

    /// <summary>Begins the next second.</summary>
    public void Advance()
    {
        if (lists.Count == seconds)
        {
            var leaving = lists.Dequeue();
            leaving.RemoveFrom(histogram);
            leaving.Clear();
            unused.Push(leaving);
        }

        newest = unused.TryPop(out var list) ? list : new BucketList();
        lists.Enqueue(newest);
    }

    /// <summary>Adds to the newest second.</summary>
    public void Add(Interval interval)
    {
        var added = unused.TryPop(out var list) ? list : new BucketList();
        times.AddTo(added, interval, scratch);
        added.AddTo(histogram);
        newest.Add(added);
        added.Clear();
        unused.Push(added);
    }

    /// <summary>The distribution over the window.</summary>
    public LatencySummary Summarise()
    {
        var (min, max) = (long.MaxValue, 0L);
        foreach (var list in lists)
        {
            (min, max) = (Math.Min(min, list.MinTicks), Math.Max(max, list.MaxTicks));
        }

        histogram.Narrow(min, max);
        return histogram.Summarise();
    }
}
